/**
 * arctan x, with the same bits on every machine: halving the angle twice leaves |t| < 0.2, where t − t³/3 + t⁵/5 − … is short.
 */
export function atan(x: number): number {
  const size = Math.abs(x);
  if (size > 1) return Math.sign(x) * (Math.PI / 2 - atan(1 / size));
  if (size < 1e-8 || x !== x) return x;
  const half = size / (1 + Math.sqrt(1 + size * size));
  const t = half / (1 + Math.sqrt(1 + half * half)), square = t * t;
  let sum = 0;
  for (let n = 23; n >= 1; n -= 2) sum = 1 / n - square * sum;
  return Math.sign(x) * 4 * t * sum;
}
