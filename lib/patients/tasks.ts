/** Small things to learn, for networks that are well and for networks that are not. */
import { circles, type Classified, twoMoons } from "../datasets/points.ts";
import { standardize } from "../datasets/standardize.ts";
import { log } from "../elementary.ts";
import { Matrix } from "../matrix.ts";
import { Random } from "../random.ts";

export interface Task {
  readonly name: string;
  /** 64 examples, standardised. */
  readonly x: Matrix;
  readonly labels: Uint8Array;
  readonly classes: number;
  /** Whether a linear network can learn it. */
  readonly linear: boolean;
  /** A loss below it counts as learned: half of ln(classes), the loss of a guess. */
  readonly level: number;
}

const COUNT = 64;

/** Two moons, two circles, or clouds of 2 to 6 classes in 2 to 24 dimensions. */
export function task(random: Random): Task {
  const seed = random.bits(), kind = random.below(4);
  if (kind === 0) return of("moons", twoMoons({ count: COUNT, noise: 0.1, seed }), 2);
  if (kind === 1) return of("circles", circles({ count: COUNT, noise: 0.05, seed }), 2);
  const classes = 2 + random.below(5), inputs = 2 + random.below(23);
  return of(`${classes} clouds`, clouds(classes, inputs, new Random(seed)), classes);
}

function of(name: string, { x, labels }: Classified, classes: number): Task {
  const linear = name.endsWith("clouds"), level = log(classes) / 2;
  return { name, x: standardize(x)[0], labels, classes, linear, level };
}

/** Each class around a centre of its own. */
function clouds(classes: number, inputs: number, random: Random): Classified {
  const centres = Matrix.generate(classes, inputs, () => random.normal(0, 2));
  const labels = Uint8Array.from({ length: COUNT }, (_, i) => i % classes);
  const x = Matrix.generate(COUNT, inputs, (i, j) => centres.at(labels[i], j) + random.normal());
  return { x, labels };
}
