import type { Numbers } from "./reference.ts";

/**
 * The activations and Adam in float32, one number at a time: every step is rounded to float32, as the kernels'
 * lanes do it (lib/kernels/exponential.ts), so the bits are the same. For a machine without them, and for few
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

/** x = k·ln 2 + r, and eʳ − 1 = high + rest. */
function reduced(x: number): { k: number; high: number; rest: number } {
  const k = f(f(f(x * LOG2_E) + MAGIC) - MAGIC);
  const high = f(x - f(k * LN2_HIGH)), low = f(k * LN2_LOW), r = f(high - low);
  const square = f(r * r), fourth = f(square * square);
  const pair = (n: number) => f(TAYLOR[n] + f(TAYLOR[n + 1] * r));
  const tail = f(f(pair(2) + f(pair(4) * square)) + f(pair(6) * fourth));
  return { k, high, rest: f(f(square * tail) - low) };
}

/** For x ≤ 0. */
function exp(x: number): number {
  const { k, high, rest } = reduced(Math.max(-104, x)), half = k >> 1;
  const sum = f(1 + high), lost = f(high - f(sum - 1));
  return f(f(f(sum + f(rest + lost)) * power(half)) * power(k - half));
}

/** The lesser of the sigmoid and 1 − it. */
function lesser(z: number): number {
  const e = exp(-Math.abs(z)), sum = f(1 + e), lost = f(e - f(sum - 1)), y = f(e / sum);
  return f(y - f(f(y * f(1 - y)) * lost));
}

/** (e^2|z| − 1)/2, at most for |z| = 44. */
function halfGrown(z: number): number {
  const { k, high, rest } = reduced(Math.min(88, f(2 * Math.abs(z)))), p = power(k);
  const whole = f(p - 1), part = f(p * high), sum = f(whole + part);
  return f(f(sum + f(f(p * rest) + f(part - f(sum - whole)))) / 2);
}

/** φ and φ′ by the name of the kernel, of z and the parameter a. */
export const inFloat32 = {
  sigmoid: {
    value: (z: number) => z < 0 ? lesser(z) : f(1 - lesser(z)),
    slope: (z: number) => f(lesser(z) * f(1 - lesser(z))),
  },
  tanh: {
    value(z: number) {
      const half = halfGrown(z), sum = f(half + 1), lost = f(half - f(sum - 1));
      const y = f(half / sum);
      return z === 0 ? z : Math.sign(z) * f(y - f(f(y * lost) * f(1 / sum)));
    },
    slope(z: number) {
      if (Math.abs(z) > 44) return 0;
      const rest = f(1 / f(halfGrown(z) + 1));
      return f(rest * f(2 - rest));
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

/**
 * A step of Adam (lib/optimizers.ts): from w, g, m and s to new w, m and s; the numbers as lib/kernels/adam.ts
 * names them.
 */
export function adamInFloat32(
  [w, g, m, s]: readonly Numbers[],
  [newW, newM, newS]: readonly Numbers[],
  numbers: readonly number[],
): void {
  const [beta1, rest1, beta2, rest2, decay, stride, root, epsilon] = numbers.map(f);
  for (let i = 0; i < w.length; i++) {
    const gradient = f(g[i] + f(decay * w[i]));
    newM[i] = f(beta1 * m[i]) + f(rest1 * gradient);
    newS[i] = f(beta2 * s[i]) + f(f(rest2 * gradient) * gradient);
    newW[i] = w[i] - f(f(stride * newM[i]) / f(f(f(Math.sqrt(newS[i])) / root) + epsilon));
  }
}
