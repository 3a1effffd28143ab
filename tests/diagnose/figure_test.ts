import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { relu, sigmoid } from "../../lib/activations.ts";
import { gaussianTeacher } from "../../lib/datasets/regression.ts";
import { diagnose, diagnoseTable } from "../../lib/diagnose.ts";
import { diagnosisFigure } from "../../lib/figures/diagnosis.ts";
import { heNormal, xavierNormal } from "../../lib/initializers.ts";
import { meanSquaredError } from "../../lib/losses.ts";
import { mlp } from "../../lib/network.ts";
import { assertSnapshot } from "../figures/snapshot.ts";

const { x, y } = gaussianTeacher({ count: 32, inputs: 4, seed: 1 });
const sizes = { inputs: 4, width: 16, outputs: 1, seed: 3 };

Deno.test("the sick region is shaded, and the title names it", () => {
  const network = mlp({ ...sizes, depth: 15, activation: sigmoid, weights: xavierNormal });
  const diagnosis = diagnose(network, { x, y, loss: meanSquaredError });
  const { data, layout, alt } = diagnosisFigure(diagnosis);
  const [from, to] = diagnosis.region!;
  const [{ x0, x1 }] = layout.shapes as { x0: number; x1: number }[];
  assertEquals([x0, x1], [from - 0.5, to + 0.5]);
  const title = `Vanishing, first at layer ${from} (shaded: layers ${from} to ${to})`;
  assertEquals((layout.title as { text: string }).text, title);
  assertStringIncludes(alt, title);
  const names = (data as { name: string; yaxis?: string }[]).map((
    { name, yaxis },
  ) => [name, yaxis]);
  assertEquals(names, [
    ["δ = ∂L/∂z", undefined],
    ["activations", undefined],
    ["their spread over the batch", undefined],
    ["slope φ′", "y2"],
    ["saturated", "y2"],
  ]);
});

Deno.test("a healthy network has no shade, and a table without shares one panel", () => {
  const network = mlp({ ...sizes, depth: 3, activation: relu, weights: heNormal });
  const fine = diagnosisFigure(diagnose(network, { x, y, loss: meanSquaredError }));
  assertEquals(fine.layout.shapes, []);
  const bare = diagnosisFigure(diagnoseTable("layer,delta_rms\n1,1e-9\n2,1\n3,1"));
  assertEquals(bare.data.length, 1);
  assert(!("yaxis2" in bare.layout));
});

Deno.test("diagnosisFigure: snapshot", () => {
  const layers = [1, 2, 3, 4, 5, 6];
  const rows = layers.map((l) =>
    `${l},${10 ** (l - 7)},${1 / l},${0.1 / l ** 2},${0.25 / l},${0.1 * l},${l === 2 ? 0.5 : 0}`
  );
  const table = [
    "layer,delta_rms,activation_rms,activation_spread,slope_rms,saturated,dead",
    ...rows,
  ].join("\n");
  assertSnapshot("diagnosis", diagnosisFigure(diagnoseTable(table)));
});
