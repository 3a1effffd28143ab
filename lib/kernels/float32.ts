/**
 * The activations in float32, one number at a time: every step is rounded to float32, as the kernels' lanes
 * do it (lib/kernels/exponential.ts), so the bits are the same. For a machine without them, and for few
 * numbers. The formulas are those of lib/elementary.ts and lib/activations/, with a shorter series.
 */
const f = Math.fround;

const LOG2_E = f(1.4426950408889634), LN2_HIGH = 0.693359375, LN2_LOW = f(-2.12194440e-4);
const MAGIC = 12582912; // 1.5·2²³
const TAYLOR = Float32Array.of(1, 1, 1 / 2, 1 / 6, 1 / 24, 1 / 120, 1 / 720, 1 / 5040);

/** 2^k, by a float32's bits. */
const BITS = new Int32Array(1), FLOAT = new Float32Array(BITS.buffer);
function power(k: number): number {
  BITS[0] = (k + 127) << 23;
  return FLOAT[0];
}

/** x = k·ln 2 + r, and eʳ − 1. */
function reduced(x: number): { k: number; small: number } {
  const k = f(f(f(x * LOG2_E) + MAGIC) - MAGIC);
  const high = f(x - f(k * LN2_HIGH)), low = f(k * LN2_LOW), r = f(high - low);
  const square = f(r * r), fourth = f(square * square);
  const pair = (n: number) => f(TAYLOR[n] + f(TAYLOR[n + 1] * r));
  const tail = f(f(pair(2) + f(pair(4) * square)) + f(pair(6) * fourth));
  return { k, small: f(high + f(f(square * tail) - low)) };
}

function exp(x: number): number {
  const { k, small } = reduced(Math.max(-104, Math.min(89, x))), half = k >> 1;
  return f(f(f(1 + small) * power(half)) * power(k - half));
}

function sigmoidParts(z: number) {
  const e = exp(-Math.abs(z));
  return { e, r: f(1 + e) };
}

/** φ and φ′ by the name of the kernel, of z and the parameter a. */
export const inFloat32 = {
  sigmoid: {
    value(z: number) {
      const { e, r } = sigmoidParts(z);
      return f((z < 0 ? e : 1) / r);
    },
    slope(z: number) {
      const { e, r } = sigmoidParts(z);
      return f(e / f(r * r));
    },
  },
  tanh: {
    value(z: number) {
      const size = Math.abs(z);
      if (size < f(1e-8)) return z;
      const { k, small } = reduced(f(2 * Math.min(10, size))), p = power(k);
      const grown = f(f(p * small) + f(p - 1));
      return Math.sign(z) * f(grown / f(grown + 2));
    },
    slope(z: number) {
      const e = exp(f(-2 * Math.abs(z))), r = f(1 + e);
      return f(f(4 * e) / f(r * r));
    },
  },
  relu: {
    value: (z: number) => z <= 0 ? 0 : z,
    slope: (z: number) => z <= 0 ? 0 : z > 0 ? 1 : NaN,
  },
  leakyRelu: {
    value: (z: number, a: number) => z <= 0 ? f(f(a) * z) : z,
    slope: (z: number, a: number) => z <= 0 ? f(a) : z > 0 ? 1 : NaN,
  },
};
