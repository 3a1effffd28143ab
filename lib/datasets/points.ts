/** Points in the plane that belong to one of a few classes: small problems to look at. All seeded. */
import { finiteNumber, requireObject, wholeNumber } from "../errors.ts";
import { Matrix } from "../matrix.ts";
import { Random } from "../random.ts";
import { requireKeys } from "../require_keys.ts";
import { cos, sin } from "../trigonometry.ts";

/** Examples and the class of each: `labels[i]` is 0, 1, … and belongs to row i of `x`. */
export interface Classified {
  readonly x: Matrix;
  readonly labels: Uint8Array;
}

export interface PointsOptions {
  /** How many points, shared evenly between the classes. */
  count: number;
  /** The standard deviation of the normal noise on both coordinates; 0 unless said. */
  noise?: number;
  seed: number;
}

/**
 * Two half circles of radius 1 that reach into each other.
 *
 * ```ts
 * const { x, labels } = twoMoons({ count: 200, noise: 0.1, seed: 1 });
 * ```
 */
export function twoMoons(options: PointsOptions): Classified {
  return points("twoMoons", options, 2, (moon, part) => {
    const angle = Math.PI * part;
    return moon === 0 ? [cos(angle), sin(angle)] : [1 - cos(angle), 0.5 - sin(angle)];
  });
}

/** Arms that wind `turns` times around the origin, out to radius 1; two classes unless said. */
export function spirals(options: PointsOptions & { turns?: number; classes?: number }): Classified {
  requireObject("spirals", options, "{ count: 200, seed: 1 }");
  const { turns = 1.5, classes = 2 } = options;
  finiteNumber("spirals", "turns", turns, 0, 100);
  wholeNumber("spirals", "classes", classes, 2, 100);
  return points("spirals", options, classes, (arm, part) => {
    const angle = 2 * Math.PI * (turns * part + arm / classes);
    return [part * cos(angle), part * sin(angle)];
  }, { turns, classes });
}

/** A circle of radius `ratio` (class 1) inside one of radius 1 (class 0). */
export function circles(options: PointsOptions & { ratio?: number }): Classified {
  requireObject("circles", options, "{ count: 200, seed: 1 }");
  const { ratio = 0.5 } = options;
  finiteNumber("circles", "ratio", ratio, 0, 1);
  return points("circles", options, 2, (inner, part) => {
    const angle = 2 * Math.PI * part, radius = inner === 1 ? ratio : 1;
    return [radius * cos(angle), radius * sin(angle)];
  }, { ratio });
}

/**
 * Exclusive or: the four corners (±1, ±1), class 1 where the signs differ. No straight line divides
 * the two classes.
 */
export function xor(options: PointsOptions): Classified {
  return points("xor", options, 2, (label, part) => {
    const side = part < 0.5 ? -1 : 1;
    return [side, label === 1 ? -side : side];
  });
}

/**
 * Point i belongs to class i mod `classes`. `place` puts it on the curve of its class, `part` of the
 * way along: 1/2n, 3/2n, … for the n points of a class. Noise is added. `own` are the options of this kind alone.
 */
function points(
  action: string,
  options: PointsOptions,
  classes: number,
  place: (label: number, part: number) => [number, number],
  own: object = {},
): Classified {
  requireObject(action, options, "{ count: 200, seed: 1 }");
  const { count, noise = 0, seed } = options;
  requireKeys(action, options, { count, noise, seed, ...own });
  wholeNumber(action, "count", count, classes, 1_000_000);
  finiteNumber(action, "noise", noise, 0, 1e6);
  const random = new Random(seed), labels = new Uint8Array(count);
  const x = Matrix.zeros(count, 2);
  for (let i = 0; i < count; i++) {
    const label = labels[i] = i % classes;
    const ofClass = Math.ceil((count - label) / classes);
    const spot = place(label, (Math.floor(i / classes) + 0.5) / ofClass);
    x.data[2 * i] = spot[0] + random.normal(0, noise);
    x.data[2 * i + 1] = spot[1] + random.normal(0, noise);
  }
  return { x, labels };
}
