import type { Origin } from "../finite.ts";
import type { InputVitals } from "./inputs.ts";
import type { Kind } from "./kinds.ts";
import type { Vitals } from "./vitals.ts";

/** All that was measured. What was not measured is null. */
export interface Examination {
  /** From the first layer to the last, the output layer included. */
  readonly layers: readonly Vitals[];
  /** Where the first number that is not finite appeared. */
  readonly notFinite: Origin | null;
  readonly inputs: InputVitals | null;
  /** Skip connections lead past each hidden layer; false where that is not known. */
  readonly skips: boolean;
  /** Nothing was learned yet: all biases are 0 and all weights as they were drawn. */
  readonly untrained: boolean;
  /** See lib/diagnose/shattering.ts. */
  readonly likeness: number | null;
  /** The mean cosine between what the last hidden layer sends on for two examples; 1: one direction. */
  readonly cosine: number | null;
  /** What a few steps at the learning rate did; only of a network in which nothing is found at rest. */
  readonly probe: Probe | null;
}

/** A few steps of plain gradient descent at a learning rate. */
export interface Probe {
  readonly rate: number;
  readonly steps: number;
  readonly before: number;
  readonly after: number;
  /** What ails the network after them; null for nothing, and where each brought the loss down. */
  readonly ill: Finding | null;
  /** The greatest of rate, rate/10, rate/100, … at which each step brings the loss down; null for none. */
  readonly sound: number | null;
  /** The steps do harm, and with standardised inputs they would do none. */
  readonly standardised: boolean;
}

/** What the doctor found. */
export interface Finding {
  readonly kind: Kind;
  /** The number of the first sick layer, on the way on which the sickness travels; null for none. */
  readonly layer: number | null;
  /** The layers that suffer, from and to; null for none. */
  readonly region: readonly [from: number, to: number] | null;
  /** Numbers, each in a sentence. */
  readonly evidence: readonly string[];
}
