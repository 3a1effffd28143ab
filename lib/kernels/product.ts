import {
  add,
  and,
  both,
  type Code,
  equal,
  Fn,
  halve,
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

/*
 * c = a·b, the work that nearly all of a training step's time goes into.
 *
 * Two rows of a meet four vectors' columns of b: eight vectors of sums stay in registers, while each
 * number fetched from a is used for four vectors and each vector of b for two rows.
 *
 *        columns of b →  v v v v
 *     rows of a  a →     s s s s      s ← s + a·v,   for k = 0, 1, 2, … in order,
 *                a →     s s s s      so the bits are those of the plain triple loop
 *
 * The columns of b that meet are first copied to a panel at a fixed address: WebAssembly checks every
 * address before it reads, but not one that is written into the code. That is also why the loop over k
 * is written out, in blocks of 32, 16, 8, 4, 2 and 1 steps, from which every number of steps is made:
 * the block of `n` steps finds its vectors in the panel's rows n … 2n − 1.
 */
const ROWS = 2, VECTORS = 4, LONGEST = 32;
const PANEL_ROW = VECTORS * 16;

/** What the panel and, behind it, the tile take of the memory. */
export const PRODUCT_BYTES = (2 * LONGEST + ROWS) * PANEL_ROW;

/**
 * (m, n, p, a, aStep, b, bRow, bColumn, c): c = a·b for a of m×n and b of n×p. Steps are in bytes: bRow
 * and bColumn from a row and a column of b to the next; aStep from a row of a to the next or, where
 * `transposed`, from a column to the next (the other step of a is one number). c is written row by row.
 */
export function productKernel(v: Lanes, transposed: boolean, panel: number): Fn {
  const fn = new Fn(9), [m, n, p, a, aStep, b, bRow, bColumn, c] = fn.arguments;
  const size = i32(v.size), width = VECTORS * v.count, tile = panel + 2 * LONGEST * PANEL_ROW;
  const [i, j, k, steps, columns, cRow] = fn.several(6, type.i32);
  const rowsOfA = fn.several(ROWS, type.i32), rowsOfC = fn.several(ROWS, type.i32);
  const inFull = equal(columns.get, i32(width));

  const sums = rowsOfC.map(() => fn.several(VECTORS, type.vector));
  const eachSum = (code: (sum: Local, row: number, bytes: number) => Code): Code =>
    // the second row first: where there is no second row it falls on the first one, which counts
    sums.map((row, r) => row.map((sum, q) => code(sum, r, 16 * q))).reverse();

  /** One step of k: sums ← sums + a·(a row of the panel). */
  const numbers = fn.several(ROWS, type.vector);
  const [vector, pair] = fn.several(2, type.vector);
  const step = (panelRow: number, index: number): Code => [
    transposed ? [pair.set(v.loadPair(rowsOfA[0].get)), rowsOfA[0].advance(aStep.get)] : [],
    numbers.map((number, r) =>
      number.set(
        transposed ? v.lane(pair.get, r) : v.spread(rowsOfA[r].get, index * v.size),
      )
    ),
    sums[0].map((_, q) => [
      vector.set(load(i32(0), panel + panelRow * PANEL_ROW + 16 * q)),
      sums.map((row, r) => row[q].set(v.add(row[q].get, v.multiply(numbers[r].get, vector.get)))),
    ]),
  ];
  const blocks: Code[] = [];
  for (let block = LONGEST; block >= 1; block /= 2) {
    const written = Array.from({ length: block }, (_, index) => step(block + index, index));
    const onwards = transposed ? [] : rowsOfA.map((row) => row.advance(i32(block * v.size)));
    blocks.push(when(and(steps.get, i32(block)), [written, onwards]));
  }

  /** The valid columns of the rows of c to the tile, or back: where c is narrower than the tile. */
  const column = fn.local(type.i32), zero = fn.local(type.vector);
  const copy = (one: (inC: Code, inTile: Code, offset: number) => Code): Code =>
    rowsOfC.map((row, r) => [
      column.set(i32(0)),
      loop(less(column.get, multiply(columns.get, size)), [
        one(add(row.get, column.get), column.get, tile + r * PANEL_ROW),
        column.advance(size),
      ]),
    ]).reverse();
  const begin = when(
    k.get, // the sums so far stand in c
    when(inFull, eachSum((sum, r, at) => sum.set(load(rowsOfC[r].get, at))), [
      copy((inC, inTile, offset) => v.storeOne(inTile, v.loadOne(inC), offset)),
      eachSum((sum, r, at) => sum.set(load(i32(0), tile + r * PANEL_ROW + at))),
    ]),
    eachSum((sum) => sum.set(zero.get)),
  );
  const finish = when(inFull, eachSum((sum, r, at) => store(rowsOfC[r].get, sum.get, at)), [
    eachSum((sum, r, at) => store(i32(0), sum.get, tile + r * PANEL_ROW + at)),
    copy((inC, inTile, offset) => v.storeOne(inC, v.loadOne(inTile, offset))),
  ]);

  /** Copies the columns of b from j on to the panel, each block's rows to their place. */
  const [from, to, next, row, lastRow, block] = fn.several(6, type.i32);
  const narrow: Code = [
    sums[0].map((_, q) => store(to.get, zero.get, panel + 16 * q)),
    column.set(i32(0)),
    next.set(from.get),
    loop(less(column.get, multiply(columns.get, size)), [
      v.storeOne(add(to.get, column.get), v.loadOne(next.get), panel),
      next.advance(bColumn.get),
      column.advance(size),
    ]),
  ];
  const pack: Code = [
    from.set(add(add(b.get, multiply(k.get, bRow.get)), multiply(j.get, bColumn.get))),
    block.set(i32(LONGEST)),
    loop(block.get, [
      when(and(steps.get, block.get), [
        row.set(block.get),
        lastRow.set(add(block.get, block.get)),
        to.set(multiply(block.get, i32(PANEL_ROW))),
        loop(less(row.get, lastRow.get), [
          when(
            both(inFull, equal(bColumn.get, size)),
            sums[0].map((_, q) => store(to.get, load(from.get, 16 * q), panel + 16 * q)),
            narrow,
          ),
          to.advance(i32(PANEL_ROW)),
          from.advance(bRow.get),
          row.advance(i32(1)),
        ]),
      ]),
      block.set(halve(block.get)),
    ]),
  ];

  const startOfA = add(a.get, multiply(k.get, transposed ? aStep.get : size));
  const tiles: Code = [
    rowsOfA[0].set(add(startOfA, multiply(i.get, transposed ? size : aStep.get))),
    rowsOfC[0].set(add(add(c.get, multiply(i.get, cRow.get)), multiply(j.get, size))),
    when(
      less(add(i.get, i32(1)), m.get),
      [
        rowsOfA[1].set(add(rowsOfA[0].get, aStep.get)),
        rowsOfC[1].set(add(rowsOfC[0].get, cRow.get)),
      ],
      [rowsOfA[1].set(rowsOfA[0].get), rowsOfC[1].set(rowsOfC[0].get)],
    ),
    begin,
    blocks,
    finish,
  ];
  const count = (index: Local, end: Local, by: number, body: Code): Code => [
    index.set(i32(0)),
    loop(less(index.get, end.get), [body, index.advance(i32(by))]),
  ];
  fn.body = [
    cRow.set(multiply(p.get, size)),
    count(k, n, LONGEST, [
      steps.set(least(fn, subtract(n.get, k.get), LONGEST)),
      count(j, p, width, [
        columns.set(least(fn, subtract(p.get, j.get), width)),
        pack,
        count(i, m, ROWS, tiles),
      ]),
    ]),
  ];
  return fn;
}
