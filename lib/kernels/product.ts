import {
  add,
  both,
  type Code,
  differ,
  equal,
  Fn,
  i32,
  least,
  less,
  type Local,
  loop,
  multiply,
  subtract,
  type,
  when,
} from "./assembler.ts";
import { type Lanes, load, store } from "./lanes.ts";
import { packing, PANEL_BYTES } from "./panel.ts";
import { eachBlock, LONGEST, MORE_ROWS, TILE_ROW, VECTORS } from "./tiling.ts";

/*
 * c = a·b, the work that nearly all of a training step's time goes into.
 *
 * Two rows of a meet four vectors' columns of b: eight vectors of sums stay in registers, while each
 * number fetched from a is used for four vectors and each vector of b for two rows. This is a tile:
 *
 *        columns of b →  v v v v
 *     rows of a  a →     s s s s      s ← s + a·v,   for k = 0, 1, 2, … in order,
 *                a →     s s s s      so the bits are those of the plain triple loop
 *
 * For each strip of four vectors' columns (j) and each 64 steps of k, a panel of b is filled, then the tiles go
 * down the rows of a (i); between two such parts of k the sums wait in c. A panel of 64 rows takes 4 KiB, an
 * eighth of what the fastest cache holds, and its code a third of the one for instructions.
 *
 * The columns of b that meet are first copied to a panel at a fixed address (lib/kernels/panel.ts):
 * WebAssembly checks every address before it reads, but not one that is written into the code. That is also
 * why the loop over k is written out (lib/kernels/tiling.ts). From a step of 8 multiplications and 8
 * additions the machine has 24½ instructions (a comparison and its jump count as one), for which a core that
 * starts six at a time needs 4 turns and a bit; 4 are what the arithmetic takes at least. (a's numbers at fixed
 * addresses too would save two instructions, and cost more to copy.)
 */

/**
 * After so many steps the addresses in the rows of a move on; in between they are reached by offsets. The check of
 * each offset has a limit of its own, and so few of them stay in registers.
 */
const OFFSETS = 4;

/** What the panel and, behind it, a tile of c and a row to be added take of the memory. */
export const PRODUCT_BYTES = PANEL_BYTES + (MORE_ROWS + 1) * TILE_ROW;

/**
 * In tiles of so many rows, (m, n, p, a, aStep, b, bRow, bColumn, row, c): c = a·b for a of m×n and b of n×p;
 * and the row added to every row of c, unless its address is 0. Steps are in bytes: bRow and bColumn from a row
 * and a column of b to the next; aStep from a row of a to the next or, where `transposed`, from a column to the
 * next (the other step of a is one number). c is written row by row.
 */
export function productKernel(v: Lanes, transposed: boolean, panel: number, rows: number): Fn {
  const fn = new Fn(10), [m, n, p, a, aStep, b, bRow, bColumn, row, c] = fn.arguments;
  const size = i32(v.size), width = VECTORS * v.count;
  const tile = panel + PANEL_BYTES, toAdd = tile + MORE_ROWS * TILE_ROW;
  const [i, j, k, steps, columns, cRow] = fn.several(6, type.i32);
  const rowsOfA = fn.several(rows, type.i32), rowsOfC = fn.several(rows, type.i32);

  const sums = rowsOfC.map(() => fn.several(VECTORS, type.vector)), zero = fn.local(type.vector);
  const eachSum = (code: (sum: Local, row: number, bytes: number) => Code): Code =>
    // from below: rows beyond the last of c stand in for it, and it is written after them, so it counts
    sums.map((row, r) => row.map((sum, q) => code(sum, r, 16 * q))).reverse();

  /** One step of k: sums ← sums + a·(a row of the panel). */
  const numbers = fn.several(rows, type.vector), vector = fn.local(type.vector);
  const step = (index: number, panelRow: number): Code => [
    numbers.map((number, r) =>
      number.set(
        transposed
          ? v.spread(rowsOfA[0].get, r * v.size)
          : v.spread(rowsOfA[r].get, index * v.size),
      )
    ),
    transposed ? rowsOfA[0].advance(aStep.get) : [],
    sums[0].map((_, q) => [
      vector.set(load(i32(0), panel + panelRow * TILE_ROW + 16 * q)),
      sums.map((row, r) => row[q].set(v.add(row[q].get, v.multiply(numbers[r].get, vector.get)))),
    ]),
  ];
  const allSteps = eachBlock(steps, (block) => {
    const turn = Math.min(block, OFFSETS);
    return Array.from({ length: block }, (_, index) => [
      step(index % turn, block + index),
      transposed || (index + 1) % turn > 0
        ? []
        : rowsOfA.map((row) => row.advance(i32(turn * v.size))),
    ]);
  });

  /** The valid columns of the rows of c to the tile, or back: number by number where c is narrower. */
  const [column, bytes] = fn.several(2, type.i32), inFull = equal(columns.get, i32(width));
  const copy = (one: (inC: Code, inTile: Code, offset: number) => Code): Code => [
    bytes.set(multiply(columns.get, size)),
    rowsOfC.map((row, r) => [
      column.set(i32(0)),
      loop(less(column.get, bytes.get), [
        one(add(row.get, column.get), column.get, tile + r * TILE_ROW),
        column.advance(size),
      ]),
    ]).reverse(),
  ];
  // c is read and written by way of the tile, whose addresses need no check: where none stands between the
  // sums and their load or store, V8 can be told to make one instruction of two (lib/turbo.ts).
  const eachVector = (one: (inC: Code, inTile: number, offset: number) => Code): Code =>
    rowsOfC.map((row, r) => sums[r].map((_, q) => one(row.get, tile + r * TILE_ROW, 16 * q)))
      .reverse();
  const begin = when(
    k.get, // the sums so far stand in c
    [
      when(
        inFull,
        eachVector((inC, inTile, at) => store(i32(0), load(inC, at), inTile + at)),
        copy((inC, inTile, offset) => v.storeOne(inTile, v.loadOne(inC), offset)),
      ),
      eachSum((sum, r, at) => sum.set(load(i32(0), tile + r * TILE_ROW + at))),
    ],
    eachSum((sum) => sum.set(zero.get)),
  );
  const adding = fn.local(type.i32);
  const addRow = sums[0].map((_, q) => [
    vector.set(load(i32(0), toAdd + 16 * q)),
    sums.map((row) => row[q].set(v.add(row[q].get, vector.get))),
  ]);
  const finish: Code = [
    when(adding.get, addRow),
    eachSum((sum, r, at) => store(i32(0), sum.get, tile + r * TILE_ROW + at)),
    when(
      inFull,
      eachVector((inC, inTile, at) => store(inC, load(i32(0), inTile + at), at)),
      copy((inC, inTile, offset) => v.storeOne(inC, v.loadOne(inTile, offset))),
    ),
  ];

  /** Once the sums are complete, the row is added to them; its part is put where the address is fixed. */
  const prepareRow: Code = [
    adding.set(both(differ(row.get, i32(0)), equal(add(k.get, steps.get), n.get))),
    when(
      adding.get,
      sums[0].map((_, q) =>
        store(i32(0), load(add(row.get, multiply(j.get, size)), 16 * q), toAdd + 16 * q)
      ),
    ),
  ];

  const [nextOfA, nextOfC, below] = fn.several(3, type.i32),
    stepOfA = transposed ? size : aStep.get;
  const rowBelow = (r: number) => r === 0 ? i32(0) : least(fn, below.get, r);
  const tileByTile: Code = [
    below.set(subtract(subtract(m.get, i32(1)), i.get)), // so many rows are left below the tile's first
    rowsOfA.map((of, r) => of.set(add(nextOfA.get, multiply(rowBelow(r), stepOfA)))),
    rowsOfC.map((of, r) => of.set(add(nextOfC.get, multiply(rowBelow(r), cRow.get)))),
    nextOfA.advance(multiply(stepOfA, i32(rows))),
    nextOfC.advance(multiply(cRow.get, i32(rows))),
    begin,
    allSteps,
    finish,
  ];
  const count = (index: Local, end: Local, by: number, body: Code): Code => [
    index.set(i32(0)),
    loop(less(index.get, end.get), [body, index.advance(i32(by))]),
  ];
  fn.body = [
    cRow.set(multiply(p.get, size)),
    count(j, p, width, [
      columns.set(least(fn, subtract(p.get, j.get), width)),
      count(k, n, LONGEST, [
        steps.set(least(fn, subtract(n.get, k.get), LONGEST)),
        packing(fn, v, panel, {
          from: add(add(b.get, multiply(k.get, bRow.get)), multiply(j.get, bColumn.get)),
          ...{ steps, columns, row: bRow, column: bColumn },
        }, !transposed), // where a is transposed, b is not
        prepareRow,
        nextOfA.set(add(a.get, multiply(k.get, transposed ? aStep.get : size))),
        nextOfC.set(add(c.get, multiply(j.get, size))),
        count(i, m, rows, tileByTile),
      ]),
    ]),
  ];
  return fn;
}
