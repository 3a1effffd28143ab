/** base^n for a whole n ≥ 0 by repeated squaring, for anything that can be multiplied. */
export function wholePower<T>(base: T, n: number, one: T, multiply: (a: T, b: T) => T): T {
  let result = one;
  for (let square = base; n > 0; n = Math.floor(n / 2)) {
    if (n % 2 === 1) result = multiply(result, square);
    if (n > 1) square = multiply(square, square);
  }
  return result;
}

/** base^n for a number: 0.5 and 10 give 0.0009765625, with the same bits on every machine. */
export function power(base: number, n: number): number {
  return wholePower(base, n, 1, (a, b) => a * b);
}
