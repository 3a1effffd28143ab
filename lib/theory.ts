/**
 * Closed forms: what a wide random network does to a signal and to a gradient, before any run.
 *
 * Mean-field theory (Poole et al. 2016; Schoenholz et al. 2017): a unit's sum z = Σ w·h of many small
 * independent terms is Gaussian with mean 0, so only its variance q needs to be followed.
 */
export {
  batchNormGrowth,
  batchNormReluGrowth,
  bornDeadProbability,
  finiteWidthMedian,
  finiteWidthSquare,
  layerNormGrowth,
  residualCorrelation,
  residualGrowth,
} from "./theory/depth.ts";
export { deltaGrowth, levelWeights } from "./theory/level_weights.ts";
export { conditionNumber, descentRate, descentSteps, twoLayerLinear } from "./theory/linear.ts";
export {
  correlationMap,
  correlationSlope,
  fixedCorrelation,
  type MeanField,
  meanField,
} from "./theory/correlation.ts";
export { gaussianProductExponent } from "./theory/products.ts";
export { gaussianMean, gaussianPairMean } from "./theory/quadrature.ts";
export { type Reach, reachOf } from "./theory/reach.ts";
export {
  type ExpectedSignals,
  expectedSignals,
  gainOf,
  meanSquareOutput,
  meanSquareSlope,
} from "./theory/signals.ts";
export {
  edgeOfChaos,
  fixedVariance,
  gradientFactor,
  type Scales,
  varianceMap,
  varianceSlope,
} from "./theory/variance.ts";
