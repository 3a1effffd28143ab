import type { Numbers } from "./reference.ts";
import { addressOf, isForPassing, kernels, release, reserve, taken } from "./workspace.ts";

/** Numbers on their way to a kernel and back, where they do not lie in its memory already. */

/** The room that the last call had. */
let room: { from: number; size: number } | null = null;

/** Room for one call of a kernel, until the next; −1 if the memory is full. */
export function passingRoom(bytes: number): number {
  if (room !== null && !isForPassing(room.from)) room = null; // other kernels came, with another memory
  if (room !== null && room.size >= bytes) return room.from;
  if (room !== null) release(room.from, room.from + room.size);
  const from = reserve(bytes, true);
  room = from < 0 ? null : { from, size: bytes };
  return from;
}

/**
 * Runs a kernel on the numbers of `operands` and writes `results`, wherever they lie: it is given an address
 * for each operand, then one for each result. False, with nothing done, if the memory is full.
 */
export function bringTogether(
  operands: readonly Numbers[],
  results: readonly Numbers[],
  run: (...addresses: number[]) => void,
): boolean {
  const all = [...operands, ...results], places = all.map(addressOf);
  if (places.every((place) => place >= 0)) {
    run(...places);
    return true;
  }
  let needed = 0;
  all.forEach((data, i) => {
    if (places[i] < 0) needed += taken(data.byteLength);
  });
  let next = passingRoom(needed);
  if (next < 0) return false;
  const addresses = all.map((data, index) => {
    if (places[index] >= 0) return places[index];
    const address = next;
    next += taken(data.byteLength);
    if (index < operands.length) viewLike(data, address).set(data);
    return address;
  });
  run(...addresses);
  results.forEach((data, i) => {
    const index = operands.length + i;
    if (places[index] < 0) data.set(viewLike(data, addresses[index]));
  });
  return true;
}

const viewLike = (data: Numbers, address: number) =>
  new (data instanceof Float32Array ? Float32Array : Float64Array)(
    kernels()!.buffer,
    address,
    data.length,
  );
