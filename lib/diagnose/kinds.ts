/** One way to be ill, or none. */
export interface Kind {
  readonly name: string;
  /** What is so, in one sentence. */
  readonly meaning: string;
}

/** All that the doctor tells apart, from the coarsest to the finest. */
export const kinds = {
  nonFinite: {
    name: "non-finite",
    meaning: "A number is NaN or infinite, and spreads to all that is computed from it.",
  },
  illConditioned: {
    name: "ill-conditioned inputs",
    meaning:
      "The inputs' sizes or offsets let the steepest direction forbid a rate the others need.",
  },
  bornDead: {
    name: "born dead",
    meaning: "A whole layer is off for every example from the start: no gradient passes it.",
  },
  dead: {
    name: "dead",
    meaning: "More units of a layer are off for every example than chance explains.",
  },
  saturated: {
    name: "saturated",
    meaning:
      "Most outputs of a layer lie in the flat ends of the activation, where the slope is gone.",
  },
  vanishing: {
    name: "vanishing",
    meaning: "The gradient, or what differs between the examples, shrinks from layer to layer.",
  },
  exploding: {
    name: "exploding",
    meaning: "The signal, the gradient or the loss grows beyond what a step can follow.",
  },
  shattered: {
    name: "shattered",
    meaning: "Inputs side by side have unrelated gradients: what one step learns, the next undoes.",
  },
  fine: { name: "fine", meaning: "No sign of any of these was found." },
} as const satisfies Record<string, Kind>;
