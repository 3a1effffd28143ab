import {
  add,
  and,
  type Code,
  equal,
  type Fn,
  halve,
  i32,
  less,
  type Local,
  loop,
  multiply,
  subtract,
  type,
  when,
} from "./assembler.ts";
import { type Lanes, load, store } from "./lanes.ts";
import { LONGEST, TILE_ROW } from "./tiling.ts";
import { turnedOver } from "./transpose.ts";

/** What the panel takes of the memory. */
export const PANEL_BYTES = 2 * LONGEST * TILE_ROW;

/** A part of a matrix: from an address on, its rows and columns so many bytes apart. */
interface Part {
  readonly from: Code;
  readonly steps: Local;
  readonly columns: Local;
  readonly row: Local;
  readonly column: Local;
}

/**
 * Copies a part of b, `steps` rows of it, to the panel that starts at a fixed address, the rows of each block
 * (lib/kernels/tiling.ts) to their places. Where b is a transposed matrix, it is its columns that lie in one
 * piece; squares of as many numbers as a vector has are then turned over in registers.
 */
export function packing(fn: Fn, v: Lanes, panel: number, part: Part): Code {
  const size = i32(v.size), [from, to, end, next, at, bytes, block] = fn.several(7, type.i32);
  const place = multiply(block.get, i32(TILE_ROW));

  const fullRow = Array.from(
    { length: TILE_ROW / 16 },
    (_, q) => store(to.get, load(from.get, 16 * q), panel + 16 * q),
  );
  const partOfRow: Code = [
    at.set(i32(0)),
    loop(less(at.get, bytes.get), [ // what a last vector reads behind the row is never used
      store(add(to.get, at.get), load(add(from.get, at.get)), panel),
      at.advance(i32(16)),
    ]),
  ];
  const rowByRow: Code = [
    to.set(place),
    end.set(add(place, place)),
    loop(less(to.get, end.get), [
      when(equal(bytes.get, i32(TILE_ROW)), fullRow, partOfRow),
      from.advance(part.row.get),
      to.advance(i32(TILE_ROW)),
    ]),
  ];

  /** A column's place in the block's rows, as a loop over its numbers or squares. */
  const downwards = (rows: number, body: Code): Code => [
    next.set(from.get),
    to.set(add(place, at.get)),
    end.set(add(to.get, place)),
    loop(less(to.get, end.get), [
      body,
      next.advance(i32(rows * v.size)),
      to.advance(i32(rows * TILE_ROW)),
    ]),
  ];
  const square = fn.several(v.count, type.vector), column = fn.local(type.i32);
  const turned = turnedOver(fn, v, square);
  const squares = loop(less(at.get, and(bytes.get, i32(-16))), [
    downwards(v.count, [
      column.set(next.get),
      square.map((s) => [s.set(load(column.get)), column.advance(part.column.get)]),
      turned.code,
      turned.rows.map((s, l) => store(to.get, s.get, panel + l * TILE_ROW)),
    ]),
    from.advance(multiply(part.column.get, i32(v.count))),
    at.advance(i32(16)),
  ]);
  const singles = loop(less(at.get, bytes.get), [
    downwards(1, v.storeOne(to.get, v.loadOne(next.get), panel)),
    from.advance(part.column.get),
    at.advance(size),
  ]);
  const columnByColumn: Code = [
    at.set(i32(0)),
    when(less(i32(v.count - 1), block.get), squares),
    singles,
    from.set(subtract(from.get, multiply(part.columns.get, part.column.get))),
    from.advance(multiply(block.get, size)),
  ];

  return [
    from.set(part.from),
    bytes.set(multiply(part.columns.get, size)),
    block.set(i32(LONGEST)),
    loop(block.get, [
      when(
        and(part.steps.get, block.get),
        when(equal(part.column.get, size), rowByRow, columnByColumn),
      ),
      block.set(halve(block.get)),
    ]),
  ];
}
