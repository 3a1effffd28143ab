import { assertEquals, assertThrows } from "@std/assert";
import { sigmoid } from "../../lib/activations.ts";
import { diagnoseTable } from "../../lib/diagnose.ts";
import { kinds } from "../../lib/diagnose/kinds.ts";
import { xavierNormal } from "../../lib/initializers.ts";
import { meanSquaredError } from "../../lib/losses.ts";
import { Matrix } from "../../lib/matrix.ts";
import { mlp } from "../../lib/network.ts";
import { sgd } from "../../lib/optimizers.ts";
import { recordVitals } from "../../lib/record_vitals.ts";

/** δ that vanishes towards layer 1, in rows of these layers. */
const vanishing = (layers: readonly (string | number)[]) =>
  ["layer,delta_rms", ...layers.map((layer) => `${layer},1e-${12 - sizeOf(layer)}`)].join("\n");
const sizeOf = (layer: string | number) => Number(String(layer).match(/\d+/)![0]);
const wrong = (text: string, ...parts: string[]) => {
  const { message } = assertThrows(() => diagnoseTable(text), RangeError);
  for (const part of parts) assertEquals(message.includes(part), true, `${part} in: ${message}`);
};
const upTo = (count: number) => Array.from({ length: count }, (_, i) => i + 1);

Deno.test("layers out of their order are refused, whatever it is that they are out of", () => {
  assertEquals(diagnoseTable(vanishing(upTo(11))).kind, kinds.vanishing);
  const asText = upTo(11).toSorted((a, b) => String(a) < String(b) ? -1 : 1);
  wrong(vanishing(asText), "line 5", "layer 2 comes after layer 11", "sort", "not as text");
  wrong(vanishing(upTo(11).reverse()), "line 3", "layer 10 comes after layer 11", "sort");
  wrong(vanishing([1, 2, 4, 3]), "line 5", "layer 3 comes after layer 4", "sort");
  wrong(vanishing([1, 2, 4, 5]), "line 4", "layer 4 comes after layer 2", "missing");
  wrong(vanishing([2, 4, 5]), "line 3", "layer 4 comes after layer 2", "missing");
  wrong(vanishing([1, 2, 3, 2]), "line 5", "layer 2 comes after layer 3", "sort");
  wrong(vanishing([1, 1, 2]), "line 3", "layer 1 comes after layer 1", "once", "column step");
  wrong(vanishing([1, 2, 2]), "line 4", "layer 2 comes after layer 2", "once");
  wrong(vanishing(["fc1", "fc10", "fc2"]), "line 4", "fc2 comes after fc10", "not as text");
  wrong(vanishing(["1.0", "3.0", "2.0"]), "line 4", "layer 2 comes after layer 3");
  wrong('[{"layer": 2, "dead": 0}, {"layer": 1, "dead": 0}]', "row 2", "layer 1 comes after");
});

Deno.test("numbers in order pass: from 0, every second one; and names without numbers", () => {
  for (const layers of [[0, 1, 2], [0, 2, 4, 6], ["net.0", "net.2"], ["1.0", "2.0"], [7]]) {
    diagnoseTable(vanishing(layers));
  }
  assertEquals(diagnoseTable("layer,dead\nin,0\nhidden2,1\nhidden1,0\nout,0").layer, 2);
  assertEquals(diagnoseTable("layer,dead\n,0\n,1\n,0").layer, 2); // by their rows
});

Deno.test("every step has the layers of the first, in their order", () => {
  const table = (...rows: string[]) => ["step,layer,dead", ...rows].join("\n");
  diagnoseTable(table("0,a,0", "0,b,0", "9,a,0", "9,b,0"));
  wrong(table("0,a,0", "0,b,0", "9,b,0", "9,a,0"), "line 4", "b stands where step 0 has a");
  wrong(table("0,1,0", "0,2,0", "9,2,0", "9,1,0"), "line 4", "layer 2 stands where step 0 has");
});

Deno.test("what was not measured is no sign of health", () => {
  wrong("layer,dead\n1,\n2,", "line 2", "nothing is measured", "empty");
  wrong("layer,units,dead\n1,64,\n2,64,", "nothing is measured");
  wrong("step,layer,dead\n0,1,0\n0,2,0\n5,1,\n5,2,", "line 4", "nothing is measured");
  wrong("layer,dead\n1,nan", "line 2, column dead: it is NaN", "leave the cell empty");
  wrong('[{"layer": 1, "saturated": NaN}]', "row 1, column saturated: it is NaN");
  assertEquals(diagnoseTable("layer,dead,delta_rms\n1,,1\n2,0,\n3,1,1").kind, kinds.dead);
});

Deno.test("a path is no table", () => {
  for (const path of ["statistics.csv", "../data/my table.json\n", "https://example.org/a.csv"]) {
    wrong(path, "is a path", "await Deno.readTextFile(");
  }
  const promised = Promise.resolve("layer,dead\n1,0") as never;
  assertThrows(() => diagnoseTable(promised), TypeError, "give its text, such as await Deno");
});

Deno.test("the record of a network that is not finite is a table that can be read", () => {
  const network = mlp({
    ...{ inputs: 2, width: 4, depth: 3, outputs: 1, seed: 1 },
    ...{ activation: sigmoid, weights: xavierNormal },
  });
  const record = recordVitals(network), x = Matrix.from([[1, NaN], [3, 4]]);
  const before = network.parameters.map(({ value }) => value), run = network.forward(x);
  const { loss, gradient } = meanSquaredError(run.output, Matrix.from([[1], [2]]));
  run.backward(gradient);
  sgd({ rate: 0.1 }).step(network.parameters);
  record.onStep(run, { step: 0, epoch: 0, loss, rows: Uint32Array.of(0, 1), before });
  assertEquals(diagnoseTable(record.toTable()).kind, kinds.nonFinite);
});
