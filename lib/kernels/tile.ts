import {
  add,
  type Code,
  equal,
  type Fn,
  i32,
  less,
  type Local,
  loop,
  multiply,
  type,
  when,
} from "./assembler.ts";
import { type Lanes, load, store } from "./lanes.ts";
import { PANEL_BYTES } from "./panel.ts";
import { eachBlock, MORE_ROWS, OFFSETS, TILE_ROW, VECTORS } from "./tiling.ts";

/*
 * One tile of a product, which is the body of the loops in lib/kernels/product.ts: two rows of a (or four, in
 * lib/turbo.ts) meet four vectors' columns of b. Eight vectors of sums stay in registers, while each number fetched
 * from a is used for four vectors and each vector of b for two rows:
 *
 *        columns of b →  v v v v
 *     rows of a  a →     s s s s      s ← s + a·v,   for k = 0, 1, 2, … in order,
 *                a →     s s s s      so the bits are those of the plain triple loop
 *
 * A step of 8 multiplications and 8 additions also reads four vectors of b and two numbers of a, whose addresses are
 * checked (a comparison and its jump count as one instruction), and every fourth step moves on in a: 24½ instructions.
 * A core that starts six in a clock cycle needs 4 cycles and a bit; 4 are what the arithmetic takes at least. (a's
 * numbers at fixed addresses too would save two instructions, and cost more to copy.)
 */

/** Where the panel lies, how many rows a tile has, and whether V8 shall be free to make wider ones of its
 * instructions (lib/turbo.ts). */
export interface ProductPlan {
  readonly panel: number;
  readonly rows: number;
  readonly wider: boolean;
}

/** What the panel and, behind it, a tile of c and a row to be added take of the memory. */
export const PRODUCT_BYTES = PANEL_BYTES + (MORE_ROWS + 1) * TILE_ROW;
/** Where these two lie. */
export const places = ({ panel }: ProductPlan) => ({
  tile: panel + PANEL_BYTES,
  toAdd: panel + PANEL_BYTES + MORE_ROWS * TILE_ROW,
});

/** The product's variables that a tile needs. */
export interface TileOf {
  /** The addresses of its rows in a and c; of a transposed a, which has its rows side by side, only the first. */
  readonly rowsOfA: readonly Local[];
  readonly rowsOfC: readonly Local[];
  /** The bytes from one step of k to the next in a transposed a. */
  readonly transposed: Local | null;
  /** How many steps of k, and columns of c. */
  readonly steps: Local;
  readonly columns: Local;
  /** Whether the sums so far stand in c; and whether a row is to be added to them in the end. */
  readonly begun: Local;
  readonly adding: Local;
}

export function tileCode(fn: Fn, v: Lanes, plan: ProductPlan, of: TileOf): Code {
  const { rowsOfA, rowsOfC, transposed, steps, columns, begun, adding } = of;
  const { panel, rows, wider } = plan, { tile, toAdd } = places(plan), size = i32(v.size);
  const sums = rowsOfC.map(() => fn.several(VECTORS, type.vector)), zero = fn.local(type.vector);
  const eachSum = (code: (sum: Local, row: number, bytes: number) => Code): Code =>
    // from below: rows beyond the last of c stand in for it, and it is written after them, so it counts
    sums.map((row, r) => row.map((sum, q) => code(sum, r, 16 * q))).reverse();

  /**
   * One step of k: sums ← sums + a·(a row of the panel). Two products come before their two sums, because a
   * processor that deals out multiplications and additions in turn leaves half of its units without work.
   */
  const numbers = fn.several(rows, type.vector), vector = fn.local(type.vector);
  const products = fn.several(2, type.vector);
  const pairs = Array.from({ length: rows / 2 }, (_, pair) => [2 * pair, 2 * pair + 1]);
  const step = (index: number, panelRow: number): Code => [
    numbers.map((number, r) =>
      number.set(
        transposed
          ? v.spread(rowsOfA[0].get, r * v.size)
          : v.spread(rowsOfA[r].get, index * v.size),
      )
    ),
    transposed ? rowsOfA[0].advance(transposed.get) : [],
    sums[0].map((_, q) => [
      vector.set(load(i32(0), panel + panelRow * TILE_ROW + 16 * q)),
      pairs.map((pair) => [
        pair.map((r, i) => products[i].set(v.multiply(numbers[r].get, vector.get))),
        pair.map((r, i) => sums[r][q].set(v.add(sums[r][q].get, products[i].get))),
      ]),
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

  /** Where c is narrower than a tile: its columns to the tile or back, number by number. */
  const [column, bytes] = fn.several(2, type.i32);
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
  const viaTile = (code: (inC: Code, inTile: number, offset: number) => Code): Code =>
    eachSum((_, r, at) => code(rowsOfC[r].get, tile + r * TILE_ROW + at, at));
  const fromTile = eachSum((sum, r, at) => sum.set(load(i32(0), tile + r * TILE_ROW + at)));
  const toTile = eachSum((sum, r, at) => store(i32(0), sum.get, tile + r * TILE_ROW + at));
  // V8 makes one instruction for 256 bits of two for 128 only where no check of an address stands between them,
  // and the tile's addresses need none.
  const fromC = wider
    ? [viaTile((inC, inTile, at) => store(i32(0), load(inC, at), inTile)), fromTile]
    : eachSum((sum, r, at) => sum.set(load(rowsOfC[r].get, at)));
  const toC = wider
    ? [toTile, viaTile((inC, inTile, at) => store(inC, load(i32(0), inTile), at))]
    : eachSum((sum, r, at) => store(rowsOfC[r].get, sum.get, at));

  const inFull = equal(columns.get, i32(VECTORS * v.count));
  const fromNarrow = [
    copy((inC, inTile, offset) => v.storeOne(inTile, v.loadOne(inC), offset)),
    fromTile,
  ];
  const toNarrow = [
    toTile,
    copy((inC, inTile, offset) => v.storeOne(inC, v.loadOne(inTile, offset))),
  ];
  const addRow = sums[0].map((_, q) => [
    vector.set(load(i32(0), toAdd + 16 * q)),
    sums.map((row) => row[q].set(v.add(row[q].get, vector.get))),
  ]);
  return [
    when(begun.get, when(inFull, fromC, fromNarrow), eachSum((sum) => sum.set(zero.get))),
    allSteps,
    when(adding.get, addRow),
    when(inFull, toC, toNarrow),
  ];
}
