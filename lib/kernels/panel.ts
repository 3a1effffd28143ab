import {
  add,
  and,
  both,
  type Code,
  equal,
  type Fn,
  halve,
  i32,
  less,
  type Local,
  loop,
  multiply,
  type,
  when,
} from "./assembler.ts";
import { bitOr, type Lanes, load, store } from "./lanes.ts";
import { eachBlock, LONGEST, TILE_ROW, VECTORS } from "./tiling.ts";
import { LINE, turnedOver } from "./transpose.ts";

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
 * (lib/kernels/tiling.ts) to their places. A part as wide as the panel, which is the rule, is copied by code that
 * is written out, so that the addresses there need no check. Where b is a transposed matrix, it is its columns
 * that lie in one piece; squares of as many numbers as a vector has are then turned over in registers, if
 * `turning` asks for that code.
 */
export function packing(fn: Fn, v: Lanes, panel: number, part: Part, turning: boolean): Code {
  const [from, bytes, inFull] = fn.several(3, type.i32);
  const rows = eachBlock(part.steps, fullRows(panel, from, part.row));
  const columns = fullColumns(fn, v, panel, from, part.column);
  const rest = narrow(fn, v, panel, from, bytes, part);
  return [
    from.set(part.from),
    bytes.set(multiply(part.columns.get, i32(v.size))),
    inFull.set(equal(bytes.get, i32(TILE_ROW))),
    when(
      both(inFull.get, equal(part.column.get, i32(v.size))),
      rows,
      turning ? when(inFull.get, eachBlock(part.steps, columns), rest) : rest,
    ),
  ];
}

/** From so many bytes on a part is large; a smaller one comes soon enough as it is copied. */
const LARGE = 8192;

/**
 * Reads a large part of b once, as it lies, a vector in each line of the processor's cache, so that it is near when
 * panels are filled: many lines are then on their way at a time, and the processor itself fetches those that follow.
 * What was read is left at `scratch`, because V8 leaves out what has no effect.
 */
export function fetching(fn: Fn, v: Lanes, part: Part, scratch: number): Code {
  const [from, next, last, at, end, bytes] = fn.several(6, type.i32), size = i32(v.size);
  const read = fn.local(type.vector);
  const pieces = (count: Local, step: Local, numbers: Local): Code => [
    next.set(step.get),
    last.set(add(from.get, multiply(count.get, step.get))),
    bytes.set(multiply(numbers.get, size)),
  ];
  return when(less(i32(LARGE), multiply(multiply(part.steps.get, part.columns.get), size)), [
    from.set(part.from),
    when(
      equal(part.column.get, size),
      pieces(part.steps, part.row, part.columns),
      pieces(part.columns, part.column, part.steps),
    ),
    loop(less(from.get, last.get), [
      at.set(from.get),
      end.set(add(from.get, bytes.get)),
      loop(less(at.get, end.get), [read.set(bitOr(read.get, load(at.get))), at.advance(i32(LINE))]),
      from.advance(next.get),
    ]),
    store(i32(0), read.get, scratch),
  ]);
}

/** The address of a row of a block, and of the vector there that begins so many bytes further. */
const inPanel = (panel: number, block: number, row: number, bytes = 0) =>
  panel + (block + row) * TILE_ROW + bytes;

const fullRows = (panel: number, from: Local, nextRow: Local) => (block: number): Code =>
  Array.from({ length: block }, (_, row) => [
    Array.from(
      { length: VECTORS },
      (_, q) => store(i32(0), load(from.get, 16 * q), inPanel(panel, block, row, 16 * q)),
    ),
    from.advance(nextRow.get),
  ]);

/** Square by square; of blocks with fewer rows than a square, number by number. */
function fullColumns(fn: Fn, v: Lanes, panel: number, from: Local, nextColumn: Local) {
  const columns = fn.several(v.count, type.i32), square = fn.several(v.count, type.vector);
  const turned = turnedOver(fn, v, square), next = fn.local(type.i32);
  const squares = (block: number, q: number) =>
    Array.from({ length: block / v.count }, (_, group) => [
      square.map((s, i) => s.set(load(columns[i].get, 16 * group))),
      turned.code,
      turned.rows.map((s, i) =>
        store(i32(0), s.get, inPanel(panel, block, group * v.count + i, 16 * q))
      ),
    ]);
  const singles = (block: number, q: number) =>
    Array.from({ length: block }, (_, row) =>
      columns.map((column, i) =>
        v.storeOne(
          i32(0),
          v.loadOne(column.get, row * v.size),
          inPanel(panel, block, row, 16 * q + i * v.size),
        )
      ));
  return (block: number): Code => [
    next.set(from.get),
    Array.from({ length: VECTORS }, (_, q) => [
      columns.map((column) => [column.set(next.get), next.advance(nextColumn.get)]),
      block < v.count ? singles(block, q) : squares(block, q),
    ]),
    from.advance(i32(block * v.size)),
  ];
}

/** A part that is narrower than the panel: vector by vector, or number by number down the columns. */
function narrow(fn: Fn, v: Lanes, panel: number, from: Local, bytes: Local, part: Part): Code {
  const [block, to, end, at, column] = fn.several(5, type.i32), size = i32(v.size);
  const vectors = loop(less(at.get, bytes.get), [
    store(add(to.get, at.get), load(add(from.get, at.get)), panel), // what it reads behind the row is not used
    at.advance(i32(16)),
  ]);
  const numbers: Code = [
    column.set(from.get),
    loop(less(at.get, bytes.get), [
      v.storeOne(add(to.get, at.get), v.loadOne(column.get), panel),
      column.advance(part.column.get),
      at.advance(size),
    ]),
  ];
  const rows = loop(less(to.get, end.get), [
    at.set(i32(0)),
    when(equal(part.column.get, size), vectors, numbers),
    from.advance(part.row.get),
    to.advance(i32(TILE_ROW)),
  ]);
  return [
    block.set(i32(LONGEST)),
    loop(block.get, [
      to.set(multiply(block.get, i32(TILE_ROW))),
      end.set(add(to.get, to.get)),
      when(and(part.steps.get, block.get), rows),
      block.set(halve(block.get)),
    ]),
  ];
}
