import {
  add,
  and,
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
import { fetching, packing } from "./panel.ts";
import { places, type ProductPlan, tileCode } from "./tile.ts";
import { LONGEST, VECTORS } from "./tiling.ts";

/*
 * c = a·b, the work that nearly all of a training step's time goes into.
 *
 * It is done in tiles (lib/kernels/tile.ts). For each strip of four vectors' columns (j) and each 64 steps of k, a
 * panel of b is filled, then the tiles go down the rows of a; between two such parts of k the sums wait in c. A
 * panel of 64 rows takes 4 KiB, an eighth of what the fastest cache holds, and the code of its 64 steps fills a third
 * of the one for instructions.
 *
 *     b row by row:    for k by 64: fetch 64 rows of b; for j by a strip: panel, then tiles down the rows of a
 *     b is transposed  for j by a strip: fetch 4 strips at every fourth; for k by 64: panel, then tiles
 *     or narrow:
 *
 * Either way b is gone through as it lies in memory, which the processor then fetches ahead. Of a narrow b, such as
 * each of two threads has its part of (lib/kernels/two_threads.ts), a strip of c stays near until it is complete.
 *
 * The columns of b that meet are first copied to a panel at a fixed address (lib/kernels/panel.ts): in Deno, V8
 * compares every address with the end of the memory before it reads, but not one that is written into the code. That
 * is also why the loop over k is written out (lib/kernels/tiling.ts): each step has its own address in the panel.
 */

/** So many strips are fetched into a faster cache at a time, and make a narrow b: a power of two. */
const FETCHED = 4;

/**
 * (m, n, p, a, aStep, b, bRow, bColumn, row, c, cRow): c = a·b for a of m×n and b of n×p; and the row added to every
 * row of c, unless its address is 0. Steps are in bytes: bRow, bColumn and cRow from a row or a column to the next;
 * aStep from a row of a to the next or, where `transposed`, from a column to the next (the other steps of a and c
 * are one number). n is at least 1, and c overlaps none of the others.
 */
export function productKernel(v: Lanes, transposed: boolean, plan: ProductPlan): Fn {
  const fn = new Fn(11), [m, n, p, a, aStep, b, bRow, bColumn, row, c, cRow] = fn.arguments;
  const { panel, rows } = plan, { toAdd } = places(plan);
  const size = i32(v.size), width = VECTORS * v.count, stepOfK = transposed ? aStep.get : size;
  const [j, k, steps, columns, left, adding] = fn.several(6, type.i32);
  const rowsOfA = fn.several(transposed ? 1 : rows, type.i32), rowsOfC = fn.several(rows, type.i32);

  /** From where a tile leaves its last row of a, to the first row of the next tile. */
  const toNext = fn.local(type.i32);
  const below = (of: readonly Local[], first: Code, step: Code): Code =>
    of.map((row, r) =>
      row.set(r === 0 ? add(of[of.length - 1].get, first) : add(of[r - 1].get, step))
    );
  /** Of the last tile's rows, those that c does not have: the last one stands in for them. */
  const missing = (row: number): Code =>
    when(
      less(left.get, i32(row + 1)),
      (transposed ? [rowsOfC] : [rowsOfA, rowsOfC]).map((of) => of[row].set(of[row - 1].get)),
    );
  const tileByTile: Code = [
    toNext.set(
      subtract(transposed ? i32(rows * v.size) : aStep.get, multiply(steps.get, stepOfK)),
    ),
    // as if a tile had been above the first one
    rowsOfA[rowsOfA.length - 1].set(subtract(add(a.get, multiply(k.get, stepOfK)), toNext.get)),
    rowsOfC[rows - 1].set(subtract(add(c.get, multiply(j.get, size)), cRow.get)),
    left.set(m.get),
    loop(less(i32(0), left.get), [
      below(rowsOfA, toNext.get, aStep.get),
      below(rowsOfC, cRow.get, cRow.get),
      when(less(left.get, i32(rows)), rowsOfC.slice(1).map((_, r) => missing(r + 1))),
      tileCode(fn, v, plan, {
        ...{ rowsOfA, rowsOfC, steps, columns, adding, begun: k },
        transposed: transposed ? aStep : null,
      }),
      left.advance(i32(-rows)),
    ]),
  ];

  /** Once the sums are complete, the row is added to them; its part is put where the address is fixed. */
  const prepareRow: Code = [
    adding.set(both(differ(row.get, i32(0)), equal(add(k.get, steps.get), n.get))),
    when(
      adding.get,
      Array.from(
        { length: VECTORS },
        (_, q) => store(i32(0), load(add(row.get, multiply(j.get, size)), 16 * q), toAdd + 16 * q),
      ),
    ),
  ];
  const columnOfB = add(b.get, multiply(j.get, bColumn.get));
  const rowOfB = add(b.get, multiply(k.get, bRow.get));
  const rowsFirst = both(equal(bColumn.get, size), less(i32(FETCHED * width), p.get));
  const fetch = (from: Code, steps: Local, columns: Local): Code =>
    fetching(fn, v, { from, steps, columns, row: bRow, column: bColumn }, toAdd);
  const fetchRows = when(equal(j.get, i32(0)), fetch(rowOfB, steps, p));
  const atTop = equal(add(k.get, and(j.get, i32(FETCHED * width - 1))), i32(0));
  const fetchStrips = when(atTop, [
    columns.set(least(fn, subtract(p.get, j.get), FETCHED * width)),
    fetch(columnOfB, n, columns),
  ]);
  /** To the next part one way; at its end, to the first one a step further the other way. */
  const next = (one: Local, step: number, end: Local, other: Local, otherStep: number): Code => [
    one.advance(i32(step)),
    when(less(one.get, end.get), [], [one.set(i32(0)), other.advance(i32(otherStep))]),
  ];
  fn.body = [
    [j, k].map((begin) => begin.set(i32(0))),
    loop(both(less(j.get, p.get), less(k.get, n.get)), [
      steps.set(least(fn, subtract(n.get, k.get), LONGEST)),
      when(rowsFirst, fetchRows, fetchStrips),
      columns.set(least(fn, subtract(p.get, j.get), width)),
      packing(fn, v, panel, {
        from: add(columnOfB, multiply(k.get, bRow.get)),
        ...{ steps, columns, row: bRow, column: bColumn },
      }, !transposed), // nobody asks for aᵀ·bᵀ (lib/products.ts)
      prepareRow,
      tileByTile,
      when(rowsFirst, next(j, width, p, k, LONGEST), next(k, LONGEST, n, j, width)),
    ]),
  ];
  return fn;
}
