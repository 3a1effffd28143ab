import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertStringIncludes,
  assertThrows,
} from "@std/assert";
import { relu, sigmoid, tanh } from "../../lib/activations.ts";
import { twoMoons } from "../../lib/datasets/points.ts";
import { gaussianTeacher } from "../../lib/datasets/regression.ts";
import { standardize } from "../../lib/datasets/standardize.ts";
import { diagnose } from "../../lib/diagnose.ts";
import { inputVitals } from "../../lib/diagnose/inputs.ts";
import { examined } from "../../lib/doctor_trial.ts";
import { patient } from "../../lib/patients.ts";
import { kinds } from "../../lib/diagnose/kinds.ts";
import { networkOf } from "../../lib/diagnose/recipe.ts";
import { heNormal, scaledNormal, xavierNormal } from "../../lib/initializers.ts";
import { batchNorm } from "../../lib/layers/batch_norm.ts";
import { Dense } from "../../lib/layers/dense.ts";
import { learnedScale } from "../../lib/layers/residual.ts";
import { meanSquaredError, softmaxCrossEntropy } from "../../lib/losses.ts";
import { Matrix } from "../../lib/matrix.ts";
import { mlp, type MlpOptions, type Network } from "../../lib/network.ts";
import { learns } from "../../lib/patients/learns.ts";
import { oneStep } from "../../lib/one_step.ts";
import { sgd } from "../../lib/optimizers.ts";
import { takeRows } from "../../lib/batches.ts";
import { residualMlp } from "../../lib/residual_mlp.ts";

const { x, y } = gaussianTeacher({ count: 64, inputs: 8, seed: 1 });
const data = { x, y, loss: meanSquaredError };
const base = {
  ...{ inputs: 8, width: 32, depth: 6, outputs: 1, seed: 3 },
  ...{ activation: relu, weights: heNormal },
};
const of = (options: Partial<MlpOptions>) => diagnose(mlp({ ...base, ...options }), data);

/** A bias in one dense layer, counted from 1. */
function withBias(network: Network, layer: number, bias: number): Network {
  const dense = network.layers.filter((layer) => layer instanceof Dense)[layer - 1];
  dense.bias.value = dense.bias.value.map(() => bias);
  return network;
}

Deno.test("each kind is named, with its first sick layer", () => {
  const fine = of({});
  assertEquals([fine.kind, fine.layer, fine.region], [kinds.fine, null, null]);
  const flat = of({ depth: 20, activation: sigmoid, weights: xavierNormal });
  assertEquals([flat.kind, flat.layer, flat.region], [kinds.vanishing, 5, [5, 20]]);
  assertEquals(of({ weights: scaledNormal(20) }).kind, kinds.exploding);
  assertEquals(of({ depth: 60, normalisation: batchNorm }).kind, kinds.exploding);
  assertEquals(of({ depth: 20, normalisation: batchNorm }).kind, kinds.shattered);
  const stuck = of({ activation: tanh, weights: scaledNormal(20) });
  assertEquals([stuck.kind, stuck.layer], [kinds.saturated, 1]);
});

Deno.test("dead and born dead: the layer is right, and what was learned tells them apart", () => {
  const died = diagnose(withBias(mlp(base), 4, -60), data);
  assertEquals([died.kind, died.layer], [kinds.dead, 4]);
  const negative = {
    ...heNormal,
    sample: (...sizes: Parameters<typeof heNormal.sample>) =>
      heNormal.sample(...sizes).map((w) => -Math.abs(w)),
  };
  const born = of({ weights: negative });
  assertEquals([born.kind, born.layer], [kinds.bornDead, 2]);
});

Deno.test("an underflow is no death: it is called vanishing where it began", () => {
  assertEquals(of({ depth: 80, weights: scaledNormal(1e-5) }).kind, kinds.vanishing);
});

Deno.test("inputs of unlike size, far from 0, or large are ill-conditioned; a little is not", () => {
  const kind = (change: (entry: number, column: number) => number) =>
    diagnose(mlp(base), { ...data, x: x.map((entry, i) => change(entry, i % 8)) }).kind;
  assertEquals(kind((entry, j) => j < 4 ? entry : 100 * entry), kinds.illConditioned);
  assertEquals(kind((entry) => entry + 100), kinds.illConditioned);
  assertEquals(kind((entry) => 1000 * entry), kinds.illConditioned);
  assertEquals(kind((entry) => entry / 1000), kinds.illConditioned);
  assertEquals(kind((entry) => 2 * entry + 1), kinds.fine);
  assertEquals(kind((entry, j) => j < 7 ? entry : 0), kinds.fine); // a pixel that is always paper
});

Deno.test("inputs of which no column differs are named; a single example is none", () => {
  for (const value of [0, 3]) {
    const { kind, evidence, remedies } = diagnose(mlp(base), { ...data, x: x.map(() => value) });
    assertEquals(kind, kinds.illConditioned);
    assertStringIncludes(evidence[0], "No column of the inputs differs");
    assertEquals(remedies.map(({ name }) => name), ["inputs that differ from example to example"]);
  }
  const one = { x: takeRows(x, [0]), y: takeRows(y, [0]), loss: meanSquaredError };
  assertEquals(diagnose(mlp(base), one).kind, kinds.fine);
});

Deno.test("where standardised inputs would bear the rate, that comes before a lower rate", () => {
  const { x, labels: y } = twoMoons({ count: 64, noise: 0.1, seed: 1 }), rate = 0.3;
  const standard = standardize(x)[0], network = { ...base, inputs: 2, outputs: 2 };
  const asked = (x: Matrix, rate: number) =>
    diagnose(mlp(network), { ...{ x, y, rate }, loss: softmaxCrossEntropy });
  const far = standard.map((entry) => entry + 8), sick = asked(far, rate);
  assert(sick.kind !== kinds.fine && sick.kind !== kinds.illConditioned, sick.title);
  assertStringIncludes(
    sick.evidence.join(" "),
    "With standardised inputs the network would bear this rate.",
  );
  assertEquals(sick.remedies[0].name, "standardise the inputs");
  assertEquals(asked(standard, rate).kind, kinds.fine);
  assertStringIncludes(asked(standard, 100).remedies[0].name, "a learning rate of");
});

Deno.test("the condition: 1 for standardised inputs, (s₂/s₁)² for two independent ones", () => {
  const corners = Matrix.from([[-1, -1], [-1, 1], [1, -1], [1, 1]]);
  const of = (first: number, second: number) =>
    inputVitals(corners.map((entry, i) => entry * (i % 2 === 0 ? first : second))).condition;
  assertAlmostEquals(of(1, 1), 1, 1e-9);
  assertAlmostEquals(of(0.1, 10), 1e4, 100);
  assertAlmostEquals(of(10, 0.1), 1e4, 100);
});

Deno.test("what is not finite is named where it began: an input, a weight, a rate", () => {
  const missing = diagnose(mlp(base), { ...data, x: x.map((v, i) => i === 40 ? NaN : v) });
  assertEquals(missing.kind, kinds.nonFinite);
  assertStringIncludes(missing.evidence[0], "in the input");
  const network = mlp(base), third = network.parameters[4];
  third.value = third.value.map((w, i) => i === 0 ? Infinity : w);
  const broken = diagnose(network, data);
  assertEquals([broken.kind, broken.layer], [kinds.nonFinite, 3]);
  const fast = diagnose(mlp(base), { ...data, rate: 1e6 });
  assertEquals(fast.kind, kinds.nonFinite);
  assertStringIncludes(fast.evidence[0], "at the rate 1000000");
  const { rate } = fast.remedies[0].apply!({ network: base, x, y, rate: 1e6 });
  assert(rate <= 0.1 && rate >= 1e-4, `${rate}`);
});

Deno.test("what is not finite in the targets or in the loss is no illness of a layer", () => {
  const asked = (more: Partial<typeof data>) =>
    diagnose(mlp(base), { ...data, rate: 0.01, ...more });
  const missing = y.map((t, i) => i === 5 ? NaN : t), answer = asked({ y: missing });
  assertEquals([answer.kind, answer.layer], [kinds.nonFinite, null]);
  assertStringIncludes(answer.evidence[0], "is in the targets, row 5, column 0.");
  assertEquals(answer.remedies.length, 1);
  const whole = answer.remedies[0].apply!({ network: base, x, y: missing, rate: 0.01 });
  assertEquals([whole.x.shape, whole.y.shape], ["63×8", "63×1"]);
  assertEquals(diagnose(networkOf(whole), { ...data, ...whole }).kind, kinds.fine);
  const lost = asked({ loss: (o, t) => ({ ...meanSquaredError(o, t), loss: NaN }) });
  assertEquals([lost.kind, lost.layer], [kinds.nonFinite, null]);
  assertStringIncludes(lost.evidence[0], "is in the loss, before any step.");
  assertEquals(lost.remedies.map(({ name }) => name), ["a loss that stays finite"]);
  const sloped = asked({ loss: (o) => ({ loss: 1, gradient: o.map(() => Infinity) }) });
  assertStringIncludes(sloped.evidence[0], "is in the gradient of the loss, before any step.");
  // here the squares pass the largest number, for the outputs are large: that is the weights' doing
  const large = of({ depth: 60, weights: scaledNormal(1000) });
  assertStringIncludes(large.evidence[0], "in the loss");
  assertStringIncludes(large.remedies[0].name, "residual connections");
});

Deno.test("a rate at which the loss grows is named, and one at which it falls is offered", () => {
  const linear = mlp({ ...base, depth: 3, activation: tanh, weights: xavierNormal });
  assertEquals(diagnose(linear, { ...data, rate: 0.05 }).kind, kinds.fine);
  const fast = diagnose(linear, { ...data, rate: 5 });
  assertEquals(fast.kind, kinds.exploding);
  assertStringIncludes(fast.evidence[0], "at the rate 5");
  assertStringIncludes(fast.remedies[0].name, "learning rate of 0.0");
});

Deno.test("a rate too high is named by what it does, and what is offered instead learns", async () => {
  const { x, labels: y } = twoMoons({ count: 64, noise: 0.1, seed: 1 });
  const task = { x: standardize(x)[0], y, loss: softmaxCrossEntropy }, level = Math.LN2 / 2;
  // at 1 the loss does come down, to that of a guess: a layer has died; at 100 nothing is finite
  for (const [rate, kind] of [[1, kinds.dead], [100, kinds.nonFinite]] as const) {
    for (const momentum of [0, 0.9]) {
      const recipe = { ...task, network: { ...base, inputs: 2, outputs: 2 }, rate, momentum };
      const diagnosis = diagnose(networkOf(recipe), { ...task, rate });
      assertEquals(diagnosis.kind, kind, String(diagnosis));
      assertStringIncludes(diagnosis.evidence.join(" "), "At the rate 0.01 it would fall at each");
      assertEquals(await learns(recipe, level), false);
      assertEquals(await learns(diagnosis.remedies[0].apply!(recipe), level), true);
    }
  }
});

Deno.test("a rate near the edge, at which the loss leaps before it falls, gets more steps", () => {
  for (const seed of [28, 147]) { // they learn
    const { kind, examination: { probe }, evidence } = examined(patient(kinds.fine, seed));
    assertEquals([kind, probe!.steps], [kinds.fine, 30]);
    assertStringIncludes(evidence.at(-1)!, "At the rate 0.005 it would fall at each step.");
  }
});

Deno.test("while the loss falls at each step, a rate is well whatever a gauge comes to", () => {
  const { x, labels: y } = twoMoons({ count: 64, noise: 0.1, seed: 1 });
  const options = { inputs: 2, width: 16, depth: 2, outputs: 2, seed: 1, activation: tanh };
  const network = mlp({ ...options, weights: scaledNormal(3) }), rate = 1;
  const task = { x: standardize(x)[0], y, loss: softmaxCrossEntropy };
  const { kind, examination: { probe } } = diagnose(network, { ...task, rate });
  assertEquals([kind, probe!.sound], [kinds.fine, 1]);
  for (let step = 0; step < 10; step++) oneStep(network, task, sgd({ rate }));
  assertEquals(diagnose(network, task).kind, kinds.saturated);
});

Deno.test("a rate that is 0 or hardly moves the loss is told, and is no illness", () => {
  for (const rate of [0, 1e-9]) {
    const { kind, evidence } = diagnose(mlp(base), { ...data, rate });
    assertEquals(kind, kinds.fine);
    assertStringIncludes(evidence.at(-1)!, "They hardly move it");
  }
});

Deno.test("skip connections: what they carry counts, not the δ inside their branches", () => {
  const options = { ...base, blocks: 40 };
  assertEquals(diagnose(residualMlp(options), data).kind, kinds.exploding);
  assertEquals(diagnose(residualMlp({ ...options, scale: learnedScale() }), data).kind, kinds.fine);
  const small = residualMlp({ ...options, scale: 1 / Math.sqrt(40) });
  assertEquals(diagnose(small, data).kind, kinds.fine);
});

Deno.test("the network stays as it was: parameters, gradients and running statistics", () => {
  const network = mlp({ ...base, normalisation: batchNorm });
  const parts = () =>
    [...network.parameters, ...network.layers].flatMap((part) =>
      Object.values(part).map((value) => JSON.stringify(value))
    );
  const before = parts(), values = network.parameters.map(({ value }) => value);
  diagnose(network, { ...data, rate: 0.1 });
  assertEquals(parts(), before);
  network.parameters.forEach(({ value }, i) => assert(value === values[i]));
});

Deno.test("the report says what, where, why, and what helps in which order", () => {
  const text = String(of({ depth: 20, activation: sigmoid, weights: xavierNormal }));
  assertStringIncludes(text, "Diagnosis: vanishing, first at layer 5.");
  assertStringIncludes(text, "layer 1, a factor of 0.23 a layer");
  assert(/What helps, in this order:\n {2}1\. residual connections/.test(text), text);
  assert(!/NaN|undefined|null/.test(text), text);
});

Deno.test("what is no network, no matrix, no loss and no rate is named", () => {
  const network = mlp(base);
  assertThrows(
    () => diagnose("net" as never, data),
    TypeError,
    "diagnose: the network is the text",
  );
  assertThrows(() => diagnose(network, undefined as never), TypeError, "the options are undefined");
  assertThrows(() => diagnose(network, { ...data, x: [] as never }), TypeError, "diagnose: x is");
  assertThrows(() => diagnose(network, { x, y } as never), TypeError, "the loss is undefined");
  diagnose(network, { ...{ network: base, x, y, momentum: 0.9, clip: 1 }, loss: meanSquaredError });
  assertThrows(() => diagnose(network, { ...data, rate: NaN }), RangeError, "rate is NaN");
});
