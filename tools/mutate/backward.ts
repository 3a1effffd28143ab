/**
 * Mistakes in the rules of the backward pass, in the losses' gradients and in the optimisers' steps: a
 * flipped sign, a dropped term, zeros, a forgotten 1/m, the wrong statistics. Each must be noticed.
 */
import type { Mutation } from "./mutations.ts";

/** What is broken, what is found, and what it is replaced by. */
type Row = [what: string, find: string | RegExp, replace: string];

function mistakes(file: string, test: string, rows: Row[]): Mutation[] {
  return rows.map(([what, find, replace]) => ({
    what: `backward: ${what}`,
    file,
    find,
    replace,
    noticedBy: ["tools/test.ts", test],
  }));
}

/** Networks as PyTorch computes them: quick, and covers nearly every rule. */
const GOLDEN = "tests/golden";

const dense = mistakes("lib/layers/dense.ts", GOLDEN, [
  ["the sign of ∂L/∂W", "matmulTA(x, dy);", "matmulTA(x, dy).map((g) => -g);"],
  ["∂L/∂W is zeros", "matmulTA(x, dy);", "matmulTA(x, dy).map(() => 0);"],
  ["∂L/∂W with 1/m", "matmulTA(x, dy);", "matmulTA(x, dy).map((g) => g / x.rows);"],
  ["the sign of ∂L/∂b", "sumRows(dy);", "sumRows(dy).map((g) => -g);"],
  ["a dropped ∂L/∂b", "sumRows(dy);", "sumRows(dy).map(() => 0);"],
  ["∂L/∂b with 1/m", "sumRows(dy);", "sumRows(dy).map((g) => g / x.rows);"],
  ["the sign of ∂L/∂x, dense", "matmulTB(dy, W);", "matmulTB(dy, W).map((d) => -d);"],
  ["∂L/∂x is zeros, dense", "matmulTB(dy, W);", "matmulTB(dy, W).map(() => 0);"],
]);

const activate = mistakes("lib/layers/activate.ts", GOLDEN, [
  [
    "the sign of an activation's δ",
    "zip(dy, slopes(), times)",
    "zip(dy, slopes(), (d, s) => -d * s)",
  ],
  [
    "an activation's δ is zeros",
    "zip(dy, slopes(), times)",
    "zip(dy, slopes(), (d, s) => 0 * d * s)",
  ],
  ["an activation's slope forgotten", "zip(dy, slopes(), times)", "dy"],
  [
    "an activation's slope at φ(x)",
    "slopes(), times",
    "apply(this.activation, values).slopes(), times",
  ],
]);

const saturating = mistakes("lib/activations/saturating.ts", GOLDEN, [
  ["sigmoid's slope without a square", "e / ((1 + e) * (1 + e))", "e / (1 + e)"],
  ["tanh's slope by half", "4 * e / ((1 + e)", "2 * e / ((1 + e)"],
  ["softplus's slope", "slope: (z) => sigmoid.f(z)", "slope: (z) => sigmoid.slope(z)"],
]);

const piecewise = mistakes("lib/activations/piecewise.ts", GOLDEN, [
  ["identity's slope", "slope: () => 1", "slope: () => 0.5"],
  ["ReLU's slope below 0", "z <= 0 ? 0 : z > 0 ? 1", "z <= 0 ? 1 : z > 0 ? 1"],
  ["Leaky ReLU's slope, its sign", "z <= 0 ? a : z > 0", "z <= 0 ? -a : z > 0"],
  ["ELU's slope without α", "1 : a * exp(z)", "1 : exp(z)"],
  ["SELU's slope without λ", "slope: (z) => z > 0 ? SELU_SCALE :", "slope: (z) => z > 0 ? 1 :"],
  [
    "SELU's slope without α",
    "SELU_SCALE : SELU_SCALE * SELU_ALPHA * exp(z)",
    "SELU_SCALE : SELU_SCALE * exp(z)",
  ],
  ["hard sigmoid's slope", "z < 3 ? 1 / 6", "z < 3 ? 1 / 5"],
  ["hard sigmoid's slope outside", "1 / 6 : z === z ? 0", "1 / 6 : z === z ? 1 / 6"],
]);

const gated = mistakes("lib/activations/gated.ts", GOLDEN, [
  ["SiLU's second term", "sigmoid.f(z) + z * sigmoid.slope(z)", "sigmoid.f(z)"],
  ["GELU's second term", "normalShare(z) + z * normalDensity(z)", "normalShare(z)"],
  ["the sign of GELU's second term", "(z) + z * normalDensity", "(z) - z * normalDensity"],
  ["tanh-GELU's inner slope", "(1 + 3 * CUBIC * z * z)", "(1 + CUBIC * z * z)"],
]);

const parametricRelu = mistakes("lib/layers/parametric_relu.ts", GOLDEN, [
  ["the sign of PReLU's ∂L/∂a", "x > 0 ? 0 : d * x", "x > 0 ? 0 : -d * x"],
  ["PReLU's ∂L/∂a from above 0", "x > 0 ? 0 : d * x", "x > 0 ? d * x : 0"],
  ["PReLU's ∂L/∂a without x", "x > 0 ? 0 : d * x", "x > 0 ? 0 : d"],
  ["PReLU's slope below 0", "x <= 0 ? a : x > 0 ? 1", "x <= 0 ? 1 : x > 0 ? 1"],
  ["PReLU's slope above 0", "x <= 0 ? a : x > 0 ? 1", "x <= 0 ? a : x > 0 ? a"],
]);

const normalising: Row[] = [
  [
    "the sign of ∂L/∂β",
    "beta.gradient = sumRows(dy)",
    "beta.gradient = sumRows(dy.map((d) => -d))",
  ],
  ["a dropped ∂L/∂β", "beta.gradient = sumRows(dy)", "beta.gradient = sumRows(dy.map(() => 0))"],
  ["the sign of ∂L/∂γ", "sumProducts(dy, z)", "sumProducts(dy.map((d) => -d), z)"],
  ["∂L/∂γ is zeros", "sumProducts(dy, z)", "sumProducts(dy.map(() => 0), z)"],
  ["∂L/∂γ without ẑ", "sumProducts(dy, z)", "sumRows(dy)"],
  ["γ forgotten on the way back", "const dz = zipRow(dy, scale, times)", "const dz = dy"],
  [
    "ẑ's part kept",
    /return (residuals\(dz, z|zip\(zipColumn\(dz, alongMean, minus\)).*;/,
    "return dz;",
  ],
];

const batchNorm = mistakes("lib/layers/batch_norm.ts", GOLDEN, [
  ...normalising.map(([what, ...how]): Row => [`${what}, batch norm`, ...how]),
  ["the mean's part kept, batch norm", "z, meanRows(dz)", "z, meanRows(dz).map(() => 0)"],
  ["the sign of the mean's part, batch norm", "z, meanRows(dz)", "z, meanRows(dz).map((v) => -v)"],
  ["the sign of ẑ's part, batch norm", "meanProducts(dz, z)", "meanProducts(dz, z).map((v) => -v)"],
  ["1/m forgotten in the mean's part, batch norm", "z, meanRows(dz)", "z, sumRows(dz)"],
  ["1/m forgotten in ẑ's part, batch norm", "meanProducts(dz, z)", "sumProducts(dz, z)"],
  ["1/s forgotten, batch norm", "return zipRow(free, deviation, over)", "return free"],
  ["training's way back in evaluation", "mode.training ? project(dz, z) : dz", "project(dz, z)"],
  ["evaluation's way back in training", "mode.training ? project(dz, z) : dz", "dz"],
  [
    "training and evaluation swapped on the way back",
    "mode.training ? project(dz, z) : dz",
    "mode.training ? dz : project(dz, z)",
  ],
  [
    "training and evaluation statistics swapped",
    "mean = mode.training ? meanRows(x) : this.runningMean",
    "mean = mode.training ? this.runningMean : meanRows(x)",
  ],
  ["running variance by 1/m", "v * m / (m - 1)", "v"],
  ["momentum the other way round", "(1 - this.momentum) * old", "this.momentum * old"],
]);

const layerNorm = mistakes("lib/layers/layer_norm.ts", GOLDEN, [
  ...normalising.map(([what, ...how]): Row => [`${what}, layer norm`, ...how]),
  ["the mean's part kept, layer norm", "zip(zipColumn(dz, alongMean, minus)", "zip(dz"],
  ["the sign of ẑ's part, layer norm", "alongZ, times), minus)", "alongZ, times), plus)"],
  [
    "1/m forgotten in the mean's part, layer norm",
    "alongMean = meanColumns(dz)",
    "alongMean = meanColumns(dz).map((d) => d * dz.columns)",
  ],
  [
    "1/m forgotten in ẑ's part, layer norm",
    "alongZ = meanColumns(zip(dz, z, times))",
    "alongZ = meanColumns(zip(dz, z, times)).map((d) => d * dz.columns)",
  ],
  ["1/s forgotten, layer norm", "zipColumn(project(dz, z), deviation, over)", "project(dz, z)"],
]);

const BACK = "zip(direct, branch.backward(scaled(alpha, dy)), plus)";
const residual = mistakes("lib/layers/residual.ts", GOLDEN, [
  ["the skip connection forgotten", BACK, "branch.backward(scaled(alpha, dy))"],
  ["the branch forgotten", BACK, BACK.replace("plus", "(direct) => direct")],
  ["the sign of the branch", BACK, BACK.replace("plus", "(a, b) => a - b")],
  ["α forgotten on the way back", "scaled(alpha, dy)", "dy"],
  ["α twice on the way back", "scaled(alpha, dy)", "scaled(alpha * alpha, dy)"],
  ["the sign of ∂L/∂α", "total(zip(dy, F, times))", "total(zip(dy, F, (d, f) => -d * f))"],
  ["∂L/∂α is zero", "total(zip(dy, F, times))", "total(zip(dy, F, () => 0))"],
  ["∂L/∂α from x in place of F(x)", "total(zip(dy, F, times))", "total(zip(dy, kept, times))"],
  [
    "the sign of the projection",
    "skip?.backward(dy) ?? dy",
    "skip?.backward(dy).map((d) => -d) ?? dy",
  ],
]);

const dropout = mistakes("lib/layers/dropout.ts", "tests/layers/dropout_test.ts", [
  ["dropout's mask forgotten", "=> zip(dy, mask, times)", "=> dy"],
  ["the sign of dropout's δ", "=> zip(dy, mask, times)", "=> zip(dy, mask, (d, m) => -d * m)"],
  ["dropout's 1/(1 − rate) forgotten", "kept = 1 / (1 - this.rate)", "kept = 1"],
  ["dropout in evaluation, back", "backward: (dy) => dy }", "backward: (dy) => dy.map(() => 0) }"],
  ["training and evaluation swapped, dropout", "if (!mode.training)", "if (mode.training)"],
]);

const losses = mistakes("lib/losses.ts", GOLDEN, [
  ["mean squared error's 2", "2 * e / count", "e / count"],
  ["mean squared error's 1/N", "2 * e / count", "2 * e"],
  ["the sign of mean squared error's gradient", "2 * e / count", "-2 * e / count"],
  ["binary cross-entropy's 1/N", "difference(z, t) / count", "difference(z, t)"],
  [
    "the sign of binary cross-entropy's gradient",
    "difference(z, t) / count",
    "-difference(z, t) / count",
  ],
  ["binary cross-entropy's target", "- t * sigmoid.f(-z)", "- t"],
  ["softmax cross-entropy's 1/n", "difference / rows", "difference"],
  ["the sign of softmax cross-entropy's gradient", "difference / rows", "-difference / rows"],
  ["softmax cross-entropy's target", "- target * notP", "- target"],
  ["softmax cross-entropy's other classes", "let difference = p;", "let difference = 0;"],
]);

const optimizers = mistakes("lib/optimizers.ts", GOLDEN, [
  ["SGD climbs", "addScaled(w, -rate, g)", "addScaled(w, rate, g)"],
  ["momentum forgets the gradient", "addScaled(g, momentum, velocity);\n", "velocity;\n"],
  ["momentum forgets the velocity", "addScaled(g, momentum, velocity);\n", "g;\n"],
  [
    "Nesterov without looking ahead",
    "nesterov ? addScaled(g, momentum, velocity) : velocity",
    "velocity",
  ],
  ["RMSProp's decay", "(1 - decay) * g * g", "g * g"],
  ["RMSProp without a root", "Math.sqrt(s) + epsilon", "s + epsilon"],
  ["Adam's first correction", "rate / meanShare", "rate"],
  ["Adam's second correction", "root = Math.sqrt(squareShare)", "root = 1"],
  ["AdamW's decay within the gradient", "if (decayBeside) w", "if (false) w"],
  ["AdamW's decay without the rate", "w -= rate * weightDecay * w", "w -= weightDecay * w"],
]);

const adam = mistakes("lib/kernels/adam.ts", "tests/kernels/plain_typescript_test.ts", [
  ["Adam's mean", "plus(times(beta1, load(m.get)), times(rest1, gradient.get))", "gradient.get"],
  ["Adam's decay", "times(decay, weight.get)", "times(decay, gradient.get)"],
  [
    "Adam's mean square",
    "times(times(rest2, gradient.get), gradient.get)",
    "times(rest2, gradient.get)",
  ],
  ["Adam without a root", "v.root(square.get)", "square.get"],
]);

const adamInFloat32 = mistakes("lib/kernels/float32.ts", "tests/kernels/plain_typescript_test.ts", [
  ["Adam's decay in float32", "g[i] + f(decay * w[i])", "g[i]"],
  ["a step of Adam in float32 that is not rounded", "f(stride * newM[i]) /", "stride * newM[i] /"],
]);

const clipping = mistakes("lib/clipping.ts", GOLDEN, [
  ["clipping by norm lengthens", "Math.min(1, most /", "Math.max(1, most /"],
  [
    "clipping by norm does nothing",
    'scaled(factor, requireGradient("clipNorm", parameter))',
    'requireGradient("clipNorm", parameter)',
  ],
  ["clipping by value on one side", "Math.max(-most, Math.min(most, g))", "Math.min(most, g)"],
]);

export const backward: readonly Mutation[] = [
  ...dense,
  ...activate,
  ...saturating,
  ...piecewise,
  ...gated,
  ...parametricRelu,
  ...batchNorm,
  ...layerNorm,
  ...residual,
  ...dropout,
  ...losses,
  ...optimizers,
  ...adam,
  ...adamInFloat32,
  ...clipping,
];
