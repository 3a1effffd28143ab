/** Everything a notebook's cell imports: `import { mlp, sigmoid, show } from "lib/mod.ts";` */
export {
  type Activation,
  elu,
  gelu,
  geluTanh,
  hardSigmoid,
  identity,
  leakyRelu,
  relu,
  selu,
  sigmoid,
  silu,
  softplus,
  tanh,
} from "./activations.ts";
export { type ActivationFacts, activationFacts } from "./activations/facts.ts";
export { activation } from "./activations/from_formula.ts";
export { autocorrelation } from "./autocorrelation.ts";
export { addRow, sumRows } from "./broadcast.ts";
export { byName } from "./by_name.ts";
export { check, checkEach, exercise, gradientCheck, seal, type Tolerance } from "./check.ts";
export { clipNorm, clipValue, gradientNorm } from "./clipping.ts";
export { countWorked } from "./count_worked.ts";
export { digits, type DigitsOptions } from "./datasets/digits.ts";
export { iris } from "./datasets/iris.ts";
export {
  circles,
  type Classified,
  type PointsOptions,
  spirals,
  twoMoons,
  xor,
} from "./datasets/points.ts";
export {
  gaussianTeacher,
  grid1d,
  type Regression,
  type TeacherOptions,
} from "./datasets/regression.ts";
export { type Split, split, type SplitOptions } from "./datasets/split.ts";
export { standardize } from "./datasets/standardize.ts";
export { deltaFactor } from "./delta_factor.ts";
export { type Bins, commonBins, type Histogram, histogram } from "./histogram.ts";
export { deepen } from "./deepen.ts";
export { diagnose, diagnoseTable, Diagnosis } from "./diagnose.ts";
export type { DiagnoseData } from "./diagnose/pass.ts";
export { type Kind, kinds } from "./diagnose/kinds.ts";
export { networkOf, optimizerOf, type Recipe } from "./diagnose/recipe.ts";
export { type Remedy, suitableWeights } from "./diagnose/remedies.ts";
export { remedies, type Treatment } from "./diagnose/treatments.ts";
export { type Vitals, vitals } from "./diagnose/vitals.ts";
export {
  type Answer,
  type Answers,
  examWard,
  type Grade,
  grades,
  marks,
  wardChart,
} from "./exam.ts";
export { doctorTrial, kindNames, type Trial, tryDoctor, type Verdict } from "./doctor_trial.ts";
export { recordedTrial, tryAgain } from "./recorded_trial.ts";
export { patient, sicknesses } from "./patients.ts";
export { learns } from "./patients/learns.ts";
export type { Patient } from "./patients/patient.ts";
export { gradientAlong } from "./gradient_along.ts";
export {
  constantWeights,
  type Distribution,
  type Fan,
  fanAverage,
  fanIn,
  fanOut,
  heFor,
  heNormal,
  heTruncated,
  heUniform,
  type Initializer,
  lecunNormal,
  lecunTruncated,
  lecunUniform,
  normal,
  scaledNormal,
  torchDefault,
  truncatedNormal,
  uniform,
  varianceScaling,
  xavierNormal,
  xavierTruncated,
  xavierUniform,
} from "./initializers.ts";
export { Activate } from "./layers/activate.ts";
export { BatchNorm, batchNorm, type BatchNormOptions } from "./layers/batch_norm.ts";
export { Dense } from "./layers/dense.ts";
export { Dropout } from "./layers/dropout.ts";
export { LayerNorm, layerNorm, type LayerNormOptions } from "./layers/layer_norm.ts";
export {
  evaluation,
  type Layer,
  type LayerKind,
  type Mode,
  type Parameter,
  type Step,
  training,
} from "./layers/layer.ts";
export {
  ParametricRelu,
  parametricRelu,
  type ParametricReluOptions,
} from "./layers/parametric_relu.ts";
export {
  type LearnedScale,
  learnedScale,
  Residual,
  type ResidualOptions,
} from "./layers/residual.ts";
export { Sequential } from "./layers/sequential.ts";
export { labelEntropy, type Labels, oneHot } from "./labels.ts";
export {
  activationOutputs,
  deltas,
  preActivations,
  residualBlocks,
  weightGradients,
} from "./layer_values.ts";
export {
  accuracy,
  binaryCrossEntropy,
  type Loss,
  type LossAndGradient,
  meanSquaredError,
  softmaxCrossEntropy,
} from "./losses.ts";
export {
  backpropagate,
  corners,
  curvatures,
  descend,
  type Descent,
  errorOver,
  type LinearPass,
} from "./linear_model.ts";
export { lsuv, type LsuvOptions, type LsuvStep } from "./lsuv.ts";
export { float32, float64, Matrix, type Precision, zip } from "./matrix.ts";
export { meanCosine, relativeChange, rootMeanSquare } from "./magnitude.ts";
export { affine, matmul, matmulTA, matmulTB } from "./products.ts";
export { batchSpread, deltaRatio, type LayerSignals, layerSignals, theoryFor } from "./monitor.ts";
export { normedTheoryFor } from "./normed_theory.ts";
export { type LayerRecord, mlp, type MlpOptions, Network, Run } from "./network.ts";
export { type LengthsRecorder, recordLengths } from "./record_lengths.ts";
export { recordVitals, type VitalsRecorder } from "./record_vitals.ts";
export { residualMlp, type ResidualMlpOptions } from "./residual_mlp.ts";
export {
  adam,
  type AdamOptions,
  adamW,
  type Optimizer,
  type OptimizerOptions,
  rmsProp,
  sgd,
} from "./optimizers.ts";
export { oneStep, vitalRows } from "./one_step.ts";
export { orthogonal } from "./orthogonal.ts";
export { Random } from "./random.ts";
export { randomBiases, type RandomBiasesOptions } from "./random_biases.ts";
export { randomPass } from "./random_pass.ts";
export { type Saturation, saturation } from "./saturation.ts";
export { constant, cosine, type Schedule, stepDecay, warmUp } from "./schedules.ts";
export { inputOutputJacobian, singularValues } from "./singular_values.ts";
export { cosineSimilarity, mean, median, medians, quantile } from "./statistics.ts";
export { type Grid, type Grouping, type Outcome, type Point, Sweep } from "./sweep.ts";
export { type Turbo, turbo } from "./turbo.ts";
export { type Formula, symbolic } from "./symbolic.ts";
export {
  batchNormGrowth,
  batchNormReluGrowth,
  bornDeadProbability,
  conditionNumber,
  correlationMap,
  correlationSlope,
  deltaGrowth,
  descentRate,
  descentSteps,
  edgeOfChaos,
  expectedSignals,
  finiteWidthMedian,
  finiteWidthSquare,
  fixedCorrelation,
  fixedVariance,
  gainOf,
  gaussianMean,
  gaussianPairMean,
  gaussianProductExponent,
  gradientFactor,
  layerNormGrowth,
  levelWeights,
  type MeanField,
  meanField,
  meanSquareOutput,
  meanSquareSlope,
  type Reach,
  reachOf,
  residualCorrelation,
  residualGrowth,
  type Scales,
  twoLayerLinear,
  varianceMap,
  varianceSlope,
} from "./theory.ts";
export { thereAndBack } from "./there_and_back.ts";
export { type History, NotFinite, train } from "./train.ts";
export type { StepInfo, TrainOptions, Watcher, Watching } from "./train_options.ts";
export {
  recordUpdates,
  type UpdateRatios,
  updateRatios,
  type UpdateRecorder,
} from "./update_ratio.ts";
export { exp, log } from "./elementary.ts";
export { activationSlope, type ActivationSlopeOptions } from "./figures/activation_slope.ts";
export type { Path, Stretch } from "./figures/descent_paths.ts";
export { dots, type DotsOptions } from "./figures/dots.ts";
export { errorSurface, type ErrorSurfaceOptions } from "./figures/error_surface.ts";
export { certificate } from "./figures/certificate.ts";
export { type Confusion, confusionTable } from "./figures/confusion.ts";
export { correlogram, type CorrelogramOptions } from "./figures/autocorrelation.ts";
export type { Band } from "./figures/band.ts";
export { diagnosisFigure } from "./figures/diagnosis.ts";
export type { Figure } from "./figures/figure.ts";
export { compareDelta, gradientFlow, type GradientFlowOptions } from "./figures/gradient_flow.ts";
export { type Gauge, gaugeByStep, type GaugeByStepOptions } from "./figures/gauge_by_step.ts";
export { histograms } from "./figures/histograms.ts";
export type { DistributionOptions } from "./figures/layer_shapes.ts";
export { type Axis, lines, type LinesOptions, logarithmic } from "./figures/lines.ts";
export { ridgelines } from "./figures/ridgelines.ts";
export { saturationByLayer } from "./figures/saturation.ts";
export {
  activationSize,
  compareGradientFlow,
  type CompareGradientFlowOptions,
  deltaSize,
  type FlowSignal,
  gradientFlowOfSeeds,
  type GradientFlowOfSeedsOptions,
  type Seeds,
  weightGradientSize,
} from "./figures/seeds.ts";
export { singularSpectrum } from "./figures/singular_values.ts";
export { updateRatioMap } from "./figures/update_ratio.ts";
export { type Outcomes, remedyMatrix, type RemedyMatrixOptions } from "./figures/remedy_matrix.ts";
export {
  type DepthCurve,
  trainabilityMap,
  type TrainabilityMapOptions,
} from "./figures/trainability_map.ts";
export { trainingCurves, type TrainingCurvesOptions } from "./figures/training_curves.ts";
export type { Training, Trainings } from "./figures/training_seeds.ts";
export {
  explorer,
  formula,
  live,
  progress,
  type ProgressBar,
  progressBar,
  setup,
  show,
  steps,
  Stopped,
  sweep,
  type SweepOptions,
  table,
} from "./jupyter/mod.ts";
