/** From when on the doctor calls it an illness, and why there. */
export const thresholds = {
  /**
   * Vanishing: what is left of δ, or of the spread, after all layers. Mean-field theory has nets train to
   * about 6 depth scales ξ (Schoenholz et al. 2017), where e^−3 = 0.05 is left; below a thousandth no
   * rate serves both ends.
   */
  vanishing: 1e-3,
  /** Exploding: the same, the other way. */
  exploding: 1e3,
  /** Saturated: the share of a layer's entries in the flat ends. */
  saturated: 0.5,
  /**
   * Dead: a symmetric unit is off for all examples with probability ½ at most, so of n units at most
   * ½ + 4·√(¼/n) are; a layer all of whose units are off passes nothing whatever n is.
   */
  deadByChance: (units: number) => 0.5 + 4 * Math.sqrt(0.25 / units),
  /** Saturated or dead in a residual block's branch: the skip goes on beside it while some is left. */
  besideSkip: 0.95,
  /** Ill-conditioned: gradient descent needs some 3.5 steps a unit of it (lesson 2): thousands. */
  condition: 1e3,
  /** Shattered: the mean cosine of the gradients of neighbours. */
  likeness: 0.5,
  /** A probe at the learning rate: the change of the loss, as a share of it, that is none. */
  rests: 1e-3,
  /** Below it a signal has underflowed rather than died: float32 ends at 1e-45. */
  underflow: 1e-30,
};
