import { and, type Code, i32, type Local, when } from "./assembler.ts";

/** A product is computed in tiles of so many rows and vectors, and at most so many steps of k at a time. */
export const ROWS = 2, VECTORS = 4, LONGEST = 64;

/** Wider registers hold a tile of so many rows; lib/kernels/two_threads.ts tries whether it is faster. */
export const MORE_ROWS = 4;

/**
 * After so many steps the addresses in the rows of a move on; in between they are reached by offsets. V8 keeps
 * in a register for each offset how far an address may be, and for so few there are registers.
 */
export const OFFSETS = 4;

/** A row of a tile in bytes; and of the panel, which is as wide (lib/kernels/panel.ts). */
export const TILE_ROW = VECTORS * 16;

/**
 * Steps of k are written out in blocks of 64, 32, 16, 8, 4, 2 and 1, from which every number of steps is
 * made. The block of n steps has the rows n … 2n − 1 of the panel, so that each block finds its own at
 * addresses that never change.
 */
export function eachBlock(steps: Local, body: (block: number) => Code): Code {
  const one = (block: number) => when(and(steps.get, i32(block)), body(block));
  const shorter = when(and(steps.get, i32(31)), [16, 8, 4, 2, 1].map(one));
  return [one(64), one(32), shorter];
}
