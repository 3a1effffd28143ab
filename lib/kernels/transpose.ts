import { add, type Code, Fn, i32, less, type Local, loop, multiply, type } from "./assembler.ts";
import { type Lanes, load, store } from "./lanes.ts";

/** The square whose columns are the rows of a square; its code, and where it leaves the rows. */
export function turnedOver(fn: Fn, v: Lanes, square: readonly Local[]) {
  let rows = square;
  const code: Code[] = [];
  for (let done = 1; done < v.count; done *= 2) {
    const from = rows;
    rows = fn.several(v.count, type.vector);
    code.push(rows.map((row, l) => {
      const pair = Math.floor(l / 2), half = l % 2 === 0 ? "lower" : "upper";
      return row.set(v.interleave(from[pair].get, from[pair + v.count / 2].get, half));
    }));
  }
  return { code, rows };
}

/** What one line of the processor's cache holds, in vectors and in bytes. */
const SQUARES = 4;
export const LINE = 16 * SQUARES;

/** Whether `transposeKernel` can do it. */
export const canBeTransposed = (rows: number, columns: number, size: number) =>
  rows * size % 16 === 0 && columns * size % LINE === 0;

/**
 * (rows, columns, from, fromRow, to), where `canBeTransposed`: the columns of a matrix, one after another, a line of
 * each row at a time; fromRow being the bytes from one of its rows to the next.
 */
export function transposeKernel(v: Lanes): Fn {
  const fn = new Fn(5), [rows, columns, from, fromRow, to] = fn.arguments;
  const [toRow, lastLine, at, lastRow, read, place, write] = fn.several(7, type.i32);
  const square = fn.several(v.count, type.vector), turned = turnedOver(fn, v, square);
  const one = (index: number): Code => [
    read.set(at.get),
    square.map((row) => [row.set(load(read.get, 16 * index)), read.advance(fromRow.get)]),
    turned.code,
    turned.rows.map((row) => [store(write.get, row.get), write.advance(toRow.get)]),
  ];
  fn.body = [
    toRow.set(multiply(rows.get, i32(v.size))),
    lastLine.set(add(from.get, multiply(columns.get, i32(v.size)))),
    loop(less(from.get, lastLine.get), [
      at.set(from.get),
      lastRow.set(add(from.get, multiply(rows.get, fromRow.get))),
      place.set(to.get),
      loop(less(at.get, lastRow.get), [
        write.set(place.get),
        Array.from({ length: SQUARES }, (_, index) => one(index)),
        at.advance(multiply(fromRow.get, i32(v.count))),
        place.advance(i32(16)),
      ]),
      from.advance(i32(LINE)),
      to.advance(multiply(toRow.get, i32(LINE / v.size))),
    ]),
  ];
  return fn;
}
