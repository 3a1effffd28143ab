import type { Matrix } from "../../lib/matrix.ts";
import { type Case, corners } from "./random_network.ts";

/** What comparing one network's gradient with differences of its loss gave. */
export interface Comparison {
  /** ‖backpropagation − differences‖ / ‖backpropagation‖ over all parameters and the input. */
  readonly error: number;
  /** How far the differences may be off by their own account, in the same measure; NaN at a corner. */
  readonly doubt: number;
  /** How many numbers were compared. */
  readonly count: number;
}

/** A slope, and how far it may be off. */
interface Estimate {
  readonly slope: number;
  readonly doubt: number;
}

/** Compares every entry of every gradient with differences of the loss. */
export function compare({ network, x, mode, loss }: Case): Comparison {
  const run = network.forward(x, mode);
  run.backward(loss.of(run.output).gradient);
  const sites = [
    { value: x, gradient: run.inputGradient! },
    ...network.parameters.map(({ value, gradient }) => ({ value, gradient: gradient! })),
  ];
  const lossNow = () => {
    corners.seen = 0;
    return loss.of(network.forward(x, mode).output).loss;
  };
  const base = lossNow(), segment = corners.seen;

  /** (L(w + h) − L(w − h))/2h; NaN where a corner lies between. */
  function difference({ data }: Matrix, i: number, h: number): number {
    const value = data[i], up = value + h, down = value - h;
    data[i] = up;
    const above = lossNow(), smooth = corners.seen === segment;
    data[i] = down;
    const below = lossNow();
    data[i] = value;
    if (!smooth || corners.seen !== segment) return NaN;
    return (above - below) / (up - down); // what 2h became in float64
  }

  let errors = 0, doubts = 0, size = 0, count = 0;
  for (const { gradient } of sites) for (const g of gradient.data) size += g * g;
  const enough = 1e-9 * Math.sqrt(size);
  for (const { value, gradient } of sites) {
    for (let i = 0; i < value.data.length; i++, count++) {
      const { slope, doubt } = estimate((h) => difference(value, i, h), Math.abs(base), enough);
      errors += (slope - gradient.data[i]) ** 2;
      doubts += doubt ** 2;
    }
  }
  const relative = (squares: number) => squares === 0 ? 0 : Math.sqrt(squares / size);
  return { error: relative(errors), doubt: relative(doubts), count };
}

/**
 * The slope from central differences d(h), whose error is a·h² + b·h⁴ + …. Two of them give one without
 * a (Richardson), three one without b; the last correction tells how far it may be off. Begins with a
 * step wide enough for rounding not to matter, and takes narrower ones until the doubt is small enough.
 * `size` is the function's own, whose last bits are lost in a difference.
 */
function estimate(difference: (h: number) => number, size: number, enough: number): Estimate {
  let best: Estimate = { slope: NaN, doubt: NaN };
  for (let h = 4e-3; h > 1e-6; h /= 8) {
    const wide = difference(2 * h), middle = difference(h), narrow = difference(h / 2);
    const first = (4 * middle - wide) / 3, second = (4 * narrow - middle) / 3;
    const slope = (16 * second - first) / 15;
    if (Number.isNaN(slope)) continue;
    const doubt = Math.abs(slope - second) + 1e-15 * size / h;
    if (!(doubt >= best.doubt)) best = { slope, doubt };
    if (doubt <= enough) break;
  }
  return best;
}
