import { log } from "./elementary.ts";

/**
 * ln(1 + u) with its relative accuracy kept at small u, where 1 + u forgets most digits of u. The sum
 * w = 1 + u is wrong by a known amount, and u/(w − 1) puts right what ln w got wrong (Kahan).
 *
 * ```ts
 * log1p(1e-20); // 1e-20, where log(1 + 1e-20) is 0
 * ```
 */
export function log1p(u: number): number {
  const w = 1 + u;
  if (w === 1 || u === Infinity) return u;
  return w === 0 ? -Infinity : log(w) * (u / (w - 1));
}
