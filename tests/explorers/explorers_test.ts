import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertStringIncludes,
  assertThrows,
} from "@std/assert";
import { gelu, identity, relu, sigmoid, tanh } from "lib/activations.ts";
import { activation } from "lib/activations/from_formula.ts";
import activationZoo, { factsInWords } from "lib/explorers/activation_zoo.ts";
import batchNormExplorer, {
  expectedWithNorm,
  hiddenDelta,
  passes,
} from "lib/explorers/batch_norm.ts";
import {
  checkbox,
  type Controls,
  type Explorer,
  firstFigure,
  logSlider,
  startValues,
  text,
} from "lib/explorers/explorer.ts";
import initialisation, {
  deepFactor,
  expectedSignals,
  measuredSignals,
} from "lib/explorers/initialisation.ts";
import residual, { expectedDelta, plainDelta, skipDelta } from "lib/explorers/residual.ts";
import trainingDoctor, { admit, step, treated } from "lib/explorers/training_doctor.ts";
import { toDisplay } from "lib/jupyter/display.ts";
import { explorer } from "lib/jupyter/mod.ts";
import { Dense } from "lib/layers/dense.ts";
import { layerSignals } from "lib/monitor.ts";
import { twoMoons } from "lib/datasets/points.ts";
import { scaledNormal, xavierNormal } from "lib/initializers.ts";
import { binaryCrossEntropy } from "lib/losses.ts";
import { meanField } from "lib/theory.ts";
import { mlp } from "lib/network.ts";
import { sgd } from "lib/optimizers.ts";
import { train } from "lib/train.ts";

const log10 = (value: number) => Math.log10(value);

Deno.test("a logarithmic slider goes over round numbers, and starts at one of them", () => {
  const { values } = logSlider("rate", 0.01, 1, 0.1);
  assertEquals(values.slice(0, 11), [
    0.01,
    0.012,
    0.015,
    0.02,
    0.025,
    0.03,
    0.04,
    0.05,
    0.06,
    0.08,
    0.1,
  ]);
  assertEquals(values.at(-1), 1);
  for (let i = 1; i < values.length; i++) {
    const ratio = values[i] / values[i - 1];
    assertEquals(ratio > 1.19 && ratio < 1.35, true, `${values[i]}`);
  }
  assertThrows(() => logSlider("rate", 0.01, 1, 0.11), RangeError, "rate starts at 0.11");
});

Deno.test("each kind of control refuses what it cannot stand at", () => {
  const controls = { rate: logSlider("rate", 1, 10, 2), on: checkbox("on"), formula: text("φ") };
  const start = (given: Record<string, unknown>) => startValues({ controls }, given);
  assertEquals(start({}), { rate: 2, on: false, formula: "" });
  assertEquals(start({ rate: 2.5, on: true, formula: "z" }), {
    rate: 2.5,
    on: true,
    formula: "z",
  });
  assertThrows(() => start({ rate: 2.6 }), RangeError, "rate must be one of 1, 1.2, 1.5");
  assertThrows(() => start({ on: 1 }), RangeError, "true or false");
  assertThrows(() => start({ formula: 3 }), RangeError, "a text");
});

Deno.test("activations: the facts are the closed forms", () => {
  const words = factsInWords(sigmoid);
  assertEquals(words.includes("values from 0 to 1; |φ′| is at most 0.25, at z = 0;"), true, words);
  assertEquals(words.includes("E[φ′²] is 0.0448"), true, words);
  assertEquals(factsInWords(relu).includes("gain is 1.414."), true, factsInWords(relu));
  assertEquals(factsInWords(relu).includes("from 0 up, without bound"), true);
  assertEquals(factsInWords(identity).includes("values without bound"), true);
});

Deno.test("activations: no number is told that is not known or not finite", () => {
  const words = (formula: string) => factsInWords(activation(formula));
  assertEquals(words("z^2").includes("; |φ′| has no bound; E[φ′²] is 4,"), true, words("z^2"));
  for (const formula of ["tanh(100 z)", "tanh(1000 z)", "tanh(1e9 z)", "z > 0.33 ? 1 : 0"]) {
    const said = words(formula);
    const known = said.includes("; φ′ is too steep, or jumps, for E[φ′²] to be averaged; the gain");
    assertEquals(known && !said.includes("E[φ′²] is"), true, said);
  }
});

Deno.test("activations: a formula stands beside the chosen one, a wrong one is the library's error", () => {
  const at = { ...startValues(activationZoo), formula: " tanh(x) " };
  const { alt } = firstFigure(activationZoo, at);
  const own = alt.slice(alt.indexOf("φ(z) = tanh(x):")).replace("φ(z) = tanh(x)", "tanh");
  assertEquals(own, factsInWords(tanh));
  const wrong = { ...at, formula: "tanh(x" };
  assertThrows(() => firstFigure(activationZoo, wrong), SyntaxError, "is not a formula");
});

Deno.test("initialisation: the measurement meets mean-field theory in a wide network", () => {
  for (
    const [activation, scales] of [
      [tanh, { weights: 1.5, biases: 0.3 }],
      [relu, { weights: Math.SQRT2, biases: 0 }],
      [gelu, { weights: 1, biases: 0.2 }],
      [sigmoid, { weights: 3, biases: 0 }],
    ] as const
  ) {
    const measured = measuredSignals(activation, scales, 8, 256);
    const expected = expectedSignals(activation, scales, 8, measured);
    measured.forEach((layer, l) => {
      const [deltas, outputs] = [
        layer.delta / expected.delta[l],
        layer.activation /
        expected.activation[l],
      ];
      assertEquals(Math.abs(log10(deltas)) < 0.12, true, `${activation.name} δ ${l}: ${deltas}`);
      assertEquals(Math.abs(log10(outputs)) < 0.12, true, `${activation.name} h ${l}: ${outputs}`);
    });
  }
});

Deno.test("initialisation: σ_b is the deviation of the biases, and χ is that of the library", () => {
  const scales = { weights: 1.5, biases: 0.5 };
  assertAlmostEquals(deepFactor(tanh, scales), meanField(tanh, scales).gradientFactor, 1e-12);
  assertEquals(deepFactor(relu, { weights: 2 }), NaN);
  assertEquals(deepFactor(gelu, { weights: 1.5 }), NaN); // the network starts at q = 2.25, not at 1
  const none = measuredSignals(tanh, { weights: 0.1, biases: 0 }, 6, 64);
  const some = measuredSignals(tanh, { weights: 0.1, biases: 0.5 }, 6, 64);
  assertEquals(none[4].activation < 1e-4, true);
  assertEquals(some[4].activation > 0.4 && some[4].activation < 0.55, true);
});

Deno.test("initialisation: what it says of deep layers is so by theory, and called theory", () => {
  const words = (activation: string, weights: number, biases = 0) => {
    const at = { ...startValues(initialisation), activation, weights, biases };
    return firstFigure(initialisation, at).alt.split(
      " By theory, in deep layers of infinite width ",
    )[1];
  };
  assertEquals(words("GELU", 1.5), "the signal grows without end.");
  assertEquals(words("tanh", 1), "χ tends to 1: δ falls ever more slowly."); // as a power of depth
  assertEquals(words("GELU", 1.4, 0.5), "χ tends to 1: δ falls ever more slowly.");
  assertEquals(words("tanh", 1.3, 0.2), "χ tends to 0.998: gradients keep their size.");
  assertEquals(words("ReLU", 0.86), "χ tends to 0.37: δ² falls e-fold in 1 layer.");
});

Deno.test("batch norm: δ² grows by π/(π − 1) a layer, whatever the weights' scale", () => {
  const [one, two] = [1, 2].map((scale) => passes(relu, scale, 20, 64));
  const [a, b] = [one, two].map(({ normed }) => hiddenDelta(layerSignals(normed)));
  a.forEach((delta, l) => assertAlmostEquals(delta / b[l], 1, 0.03)); // but for ε
  const measured = (a[4] / a[18]) ** (2 / 14); // in between, squared, a layer
  assertEquals(measured > 1.35 && measured < 1.6, true, `${measured}`);
  const theory = expectedWithNorm(one.normed);
  assertAlmostEquals((theory[1] / theory[19]) ** (2 / 18), Math.PI / (Math.PI - 1), 1e-9);
  const plain = hiddenDelta(layerSignals(one.plain));
  assertEquals(plain[0] < 0.01 && plain[0] > 1e-5, true, `${plain[0]}`); // 2^(−19/2) = 0.0014
});

Deno.test("batch norm: layer 1 divides by the size of the data, and so says the theory drawn", () => {
  for (
    const [name, activation] of [["ReLU", relu], ["tanh", tanh], ["sigmoid", sigmoid]] as const
  ) {
    const at = { ...startValues(batchNormExplorer), activation: name, depth: 2 };
    const { data, alt, layout } = firstFigure(batchNormExplorer, at);
    const [measured, , theory] = data as unknown as { name: string; y: number[] }[];
    assertEquals([measured.name, theory.name], ["with batch norm", "with batch norm, theory"]);
    assertAlmostEquals(theory.y[0] / measured.y[0], 1, 0.03, activation.name);
    assertEquals(expectedWithNorm(passes(activation, 1, 2, 64).normed), theory.y);
    assertStringIncludes(alt, " from layer to layer, but for the first, δ² is multiplied by 1.");
    assertStringIncludes(JSON.stringify(layout), "From layer 2 back to layer 1 δ is multiplied by");
  }
});

Deno.test("residual: (1 + α²) a block without normalisation, exactly 1 for α = 0", () => {
  for (const scale of [1, 1 / Math.sqrt(50), 1 / 50]) {
    const [delta] = skipDelta(50, scale, false), [theory] = expectedDelta(50, scale);
    assertAlmostEquals(theory, Math.sqrt((1 + scale * scale) ** 49), theory * 1e-9);
    assertEquals(Math.abs(log10(delta / theory)) < 0.2, true, `α = ${scale}: ${delta}, ${theory}`);
  }
  assertEquals(skipDelta(50, 0, false), Array.from({ length: 50 }, () => 1));
});

Deno.test("residual: batch norm in the branches tames α = 1, and is no help without skips", () => {
  assertEquals(skipDelta(50, 1, true)[0] < 30, true);
  assertEquals(plainDelta(50, true)[0] > 1000, true);
  const { layout } = firstFigure(residual, startValues(residual));
  assertStringIncludes(
    JSON.stringify(layout),
    "With α = 1, δ is multiplied by 2.1·10⁷ from block 50 back to block 1",
  );
  assertThrows(() => startValues(residual, { blocks: 1 }), RangeError, "a number from 2 to 60");
});

Deno.test("training doctor: a case in the ward learns as train() does", async () => {
  const at = { ...startValues(trainingDoctor), weights: "σ_w = 1", activation: "tanh", rate: 0.1 };
  const recipe = treated(at as Parameters<typeof treated>[0]);
  const one = admit(recipe);
  for (let n = 1; n < 40; n++) step(one);
  const network = mlp({
    inputs: 2,
    width: 12,
    depth: 10,
    outputs: 1,
    activation: tanh,
    weights: scaledNormal(1),
    seed: 1,
  });
  const { x, labels } = twoMoons({ count: 64, noise: 0.1, seed: 1 });
  const history = await train(network, {
    x,
    y: labels,
    loss: binaryCrossEntropy,
    optimizer: sgd({ rate: 0.05 }),
    steps: 40,
  });
  assertEquals(one.losses, [...history.loss]);
});

Deno.test("training doctor: skip connections leave the number of dense layers as it is", () => {
  const counts = [false, true].map((skips) => {
    const recipe = { depth: 10, activation: tanh, weights: xavierNormal, rate: 0.1, skips };
    return admit(recipe).delta.length;
  });
  assertEquals(counts, [11, 11]);
  const dense = admit({ depth: 3, activation: tanh, weights: xavierNormal, rate: 0.1 }).network
    .layers.filter((layer) => layer instanceof Dense);
  assertEquals(dense.length, 4);
});

/** The ward after the whole treatment, and its figure. */
function treat(some: Record<string, unknown>) {
  const { begin, advance, ended } = trainingDoctor.animation!;
  const values = { ...startValues(trainingDoctor), ...some } as Parameters<typeof begin>[0];
  let ward = begin(values);
  while (!ended(ward)) ward = advance(ward);
  return { ward, figure: trainingDoctor.figure(values, ward) };
}

/** The loss of the chosen network after the whole treatment. */
function lossAfter(values: Record<string, unknown>): number {
  const { cured, sick } = treat(values).ward;
  return (cured ?? sick).losses.at(-1)!;
}

Deno.test("training doctor: of a loss that is not finite it says so, and δ stays the last that was", () => {
  const { ward, figure } = treat({ activation: "GELU", weights: "He", rate: 100 });
  assert(Number.isNaN(ward.cured!.losses.at(-1)));
  assert(ward.cured!.delta.every(Number.isFinite));
  const { text } = figure.layout.title as { text: string };
  assert(/treated: after \d+ steps? the loss is not finite any more$/.test(text), text);
  assert(
    /remedies, after \d+ steps? the loss is not finite any more\.$/.test(figure.alt),
    figure.alt,
  );
});

Deno.test("training doctor: each patient is sick, and has a remedy that cures it", () => {
  const cures = [
    { normalised: true },
    { normalised: true },
    { weights: "Xavier" },
    { rate: 0.01 },
  ];
  trainingDoctor.controls.patient.options.forEach((patient, i) => {
    const before = lossAfter({ patient }), after = lossAfter({ patient, ...cures[i] });
    assertEquals(before > 0.35, true, `${patient}: ${before}`);
    assertEquals(after < 0.06, true, `${patient}, treated: ${after}`);
  });
  const helpless = lossAfter({ rate: 10 }); // the rate cures no vanishing
  assertEquals(helpless > 0.6, true, `${helpless}`);
});

Deno.test("every explorer is shown, with the same bytes each time and a sentence of numbers", async () => {
  const files = [...Deno.readDirSync(new URL("../../lib/explorers/", import.meta.url))];
  const names = files.filter(({ isFile }) => isFile).map(({ name }) => name.replace(".ts", ""))
    .filter((name) => name !== "explorer");
  assertEquals(names.length, 7);
  for (const name of names) {
    const [once, again] = [await explorer(name)[toDisplay](), await explorer(name)[toDisplay]()];
    assertEquals(once, again);
    const { default: definition } = await import(`lib/explorers/${name}.ts`);
    const { alt } = firstFigure(
      definition as Explorer<Controls, unknown>,
      startValues(definition as Explorer<Controls, unknown>),
    );
    assertEquals(/\d/.test(alt) && !/NaN|undefined/.test(alt), true, alt);
    assertEquals(once["text/plain"], `${definition.title}. ${alt}`);
    assertEquals(String(once["text/html"]).match(/<\/script/g)?.length, 2);
  }
});
