import { assert, assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { sigmoid, tanh } from "../../lib/activations.ts";
import { gaussianTeacher } from "../../lib/datasets/regression.ts";
import { diagnose, diagnoseTable } from "../../lib/diagnose.ts";
import { kinds } from "../../lib/diagnose/kinds.ts";
import { xavierNormal } from "../../lib/initializers.ts";
import { meanSquaredError } from "../../lib/losses.ts";
import { mlp } from "../../lib/network.ts";
import { sgd } from "../../lib/optimizers.ts";
import { recordVitals } from "../../lib/record_vitals.ts";
import { residualMlp } from "../../lib/residual_mlp.ts";
import { train } from "../../lib/train.ts";

const csv = (...lines: string[]) => ["layer,delta_rms,dead", ...lines].join("\n");

Deno.test("CSV and JSON of the same numbers give the same diagnosis", () => {
  const deltas = [1e-9, 1e-6, 1e-3, 1, 0.5];
  const rows = deltas.map((delta_rms, i) => ({ layer: `fc${i + 1}`, delta_rms, dead: 0.1 }));
  const fromCsv = diagnoseTable(csv(...rows.map((row) => Object.values(row).join(","))));
  const fromJson = diagnoseTable(JSON.stringify(rows));
  assertEquals([fromCsv.kind, fromCsv.layer], [kinds.vanishing, 2]);
  assertEquals(String(fromCsv), String(fromJson));
  assertEquals(fromCsv.examination.layers[1].name, "fc2");
});

Deno.test("of several steps the first at which something ails is reported", () => {
  const line = (step: number, dead: number, rms: string) =>
    [1, 2, 3].map((layer) => `${step},"layer, ${layer}",${layer === 2 ? dead : 0},${rms}`).join(
      "\n",
    );
  const table = (...steps: string[]) =>
    diagnoseTable(["step,layer,dead,weight_rms", ...steps].join("\n"));
  const died = table(line(0, 0, "0.1"), line(50, 1, "0.1"), line(100, 1, "nan"));
  assertEquals([died.kind, died.layer, died.step], [kinds.dead, 2, 50]);
  assertEquals(table(line(0, 1, "0.1")).kind, kinds.bornDead);
  assertEquals(diagnoseTable("layer,dead\n1,0\n2,1\n3,0").kind, kinds.dead); // who knows since when
  const broken = table(line(0, 0, "0.1"), line(9, 0, "NaN"));
  assertEquals([broken.kind, broken.step], [kinds.nonFinite, 9]);
  assertEquals(table(line(0, 0, "0.1"), line(9, 0, "")).kind, kinds.fine);
});

Deno.test("an update longer than the weights is exploding, and asks for a lower rate", () => {
  const found = diagnoseTable("layer,weight_rms,update_rms\n1,0.1,1e-4\n2,0.1,0.4\n3,0.1,1e-4");
  assertEquals([found.kind, found.layer], [kinds.exploding, 2]);
  assertEquals(found.remedies[0].name, "a ten times lower learning rate");
});

Deno.test("Python's bare NaN in JSON is read", () => {
  const found = diagnoseTable('[{"layer": 1, "delta_rms": NaN}, {"layer": 2, "delta_rms": 1.0}]');
  assertEquals([found.kind, found.layer], [kinds.nonFinite, 1]);
});

Deno.test("mistakes are named by line and column", () => {
  const wrong = (text: string, message: string) =>
    assertThrows(() => diagnoseTable(text), RangeError, message);
  wrong(csv("1,0.5,0", "2,half,0"), 'line 3, column delta_rms: "half" is no number');
  wrong(csv("1,0.5,0", "", "2,-1,0"), "line 4, column delta_rms: it is -1; give a size");
  wrong(csv("1,0.5,30"), "line 2, column dead: it is 30; give a share from 0 to 1");
  wrong(csv("1,0.5"), "line 2: there are 2 fields and the header has 3 columns");
  wrong('layer,dead\n"a,0', "line 2, field 1: a quote stands alone");
  wrong("layer,gradient\n1,2", 'line 2: there is no column "gradient"');
  wrong("layer,dead,dead\n1,0,0", 'line 1: column "dead" is there twice');
  wrong("layer;dead\n1;0", "line 1: there is no comma");
  wrong("dead\n0", "line 2: no column layer");
  wrong("layer\n1", "line 2: nothing is measured");
  wrong("", "the table has no rows");
  wrong("layer,step,dead\n1,0,0\n2,0,0\n1,5,0", "line 4: step 5 has 1 layers and step 0 has 2");
  wrong("layer,step,dead\n1,0,0\n1,5,0\n1,0,0", "line 4: step 0 begins a second time");
  wrong('[{"layer": 1, "dead": "x"}]', "row 1, column dead");
  wrong('[{"layer": 1, "dead": }]', "begins like JSON and is none");
  assertThrows(() => diagnoseTable('{"layer": 1}'), TypeError, "the JSON is no array");
  assertThrows(() => diagnoseTable("[3]"), TypeError, "row 1: it is 3");
  assertThrows(() => diagnoseTable(undefined as never), TypeError, "the table is undefined");
});

Deno.test("recordVitals: a training as a table says what diagnose says of the network", async () => {
  const { x, y } = gaussianTeacher({ count: 32, inputs: 4, seed: 2 }), loss = meanSquaredError;
  const network = mlp({
    ...{ inputs: 4, width: 16, depth: 15, outputs: 1, seed: 1 },
    ...{ activation: sigmoid, weights: xavierNormal },
  });
  const atStart = diagnose(network, { x, y, loss }), before = network.weights;
  const record = recordVitals(network, { every: 5 });
  const optimizer = sgd({ rate: 0.1 }), { onStep } = record;
  await train(network, { x, y, loss, optimizer, steps: 11, onStep });
  assertEquals(record.steps.map(({ step }) => step), [1, 6, 11]);
  const fromRecord = record.diagnosis(), fromTable = diagnoseTable(record.toTable());
  assertEquals([fromRecord.kind, fromRecord.step], [kinds.vanishing, 1]);
  assertEquals([fromTable.title, fromTable.evidence], [fromRecord.title, fromRecord.evidence]);
  assertStringIncludes(fromRecord.remedies[0].name, "with ReLU"); // it knows the activation
  assertEquals(atStart.kind, kinds.vanishing);
  const { layers } = record.steps[0], same = atStart.examination.layers;
  layers.forEach(({ delta, weight, update }, l) => {
    assertEquals([delta, weight], [same[l].delta, same[l].weight]);
    // w ← w − 0.1·g, but for the rounding of a small step on a large weight
    const step = 0.1 * same[l].weightGradient!;
    assert(Math.abs(update! - step) <= 1e-3 * step + 1e-16, `${update} and ${step}`);
  });
  assertEquals(record.series("delta").map((row) => row.length), [16, 16, 16]);
  assert(before[15] !== network.weights[15]);
});

Deno.test("recordVitals: half saturated is no illness beside skip connections, as diagnose has it", async () => {
  const { x, y } = gaussianTeacher({ count: 32, inputs: 4, seed: 2 }), loss = meanSquaredError;
  const network = residualMlp({
    ...{ inputs: 4, width: 16, blocks: 30, outputs: 1, seed: 1 },
    ...{ activation: tanh, weights: xavierNormal },
  });
  const record = recordVitals(network), { onStep } = record;
  await train(network, { x, y, loss, optimizer: sgd({ rate: 0.01 }), steps: 1, onStep });
  assert(Math.max(...record.series("saturated")[0].filter(Number.isFinite)) > 0.5);
  assertEquals(record.diagnosis().kind, kinds.fine);
  assertEquals(diagnoseTable(record.toTable()).kind, kinds.saturated); // a table does not say so
});

Deno.test("recordVitals: without a step there is no diagnosis", () => {
  const network = mlp({
    ...{ inputs: 1, width: 2, depth: 1, outputs: 1, seed: 1 },
    ...{ activation: sigmoid, weights: xavierNormal },
  });
  assertThrows(() => recordVitals(network).diagnosis(), RangeError, "no step is recorded");
  assertThrows(() => recordVitals(network, { every: 0 }), RangeError, "every is 0");
  assertStringIncludes(recordVitals(network).toTable(), "step,layer,units,activation_rms");
});
