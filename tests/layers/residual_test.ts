import { assert, assertEquals, assertThrows } from "@std/assert";
import { identity, relu, tanh } from "../../lib/activations.ts";
import { xavierNormal } from "../../lib/initializers.ts";
import { Activate } from "../../lib/layers/activate.ts";
import { BatchNorm } from "../../lib/layers/batch_norm.ts";
import { Dense } from "../../lib/layers/dense.ts";
import { type Layer, training } from "../../lib/layers/layer.ts";
import { learnedScale, Residual, type ResidualOptions } from "../../lib/layers/residual.ts";
import { Sequential } from "../../lib/layers/sequential.ts";
import { float32, Matrix } from "../../lib/matrix.ts";
import { Network } from "../../lib/network.ts";
import { Random } from "../../lib/random.ts";
import { gradientError, normalMatrix, unsettle } from "./gradients.ts";

const random = new Random(3);
const dense = (from: number, to: number) => new Dense(from, to, { weights: xavierNormal, random });
const branch = (from = 4, to = 4) =>
  new Sequential([new BatchNorm(from), new Activate(tanh), dense(from, to)]);

Deno.test("by hand: y = x + α·F(x), dx = dy + α·F′·dy, ∂L/∂α = Σ dy·F(x)", () => {
  const x = Matrix.from([[1, -2]]), dy = Matrix.from([[10, 100]]);
  const block = new Residual(new Activate(relu), { scale: learnedScale(0.5) });
  const step = block.forward(x, training());
  assertEquals([...step.output.data], [1.5, -2]);
  assertEquals([...step.backward(dy).data], [15, 100]);
  assertEquals([...block.scale.gradient!.data], [10]);
});

const cases: Record<string, () => ResidualOptions & { to?: number }> = {
  "α = 1": () => ({}),
  "α fixed": () => ({ scale: -0.3 }),
  "α learned": () => ({ scale: learnedScale(0.2) }),
  "α learned, from 0": () => ({ scale: learnedScale() }),
  "a projection": () => ({ projection: dense(4, 6), to: 6 }),
  "a projection and a learned α": () => ({
    projection: dense(4, 2),
    scale: learnedScale(2),
    to: 2,
  }),
};
for (const [what, options] of Object.entries(cases)) {
  Deno.test(`gradients by finite differences: ${what}`, () => {
    const { to, ...rest } = options();
    const block = unsettle(new Residual(branch(4, to), rest));
    assert(gradientError(block, normalMatrix(5, 4), training()) < 1e-8);
  });
}

Deno.test("blocks in blocks, and a branch that is one bare layer", () => {
  const inner = new Residual(branch(), { scale: 0.7 });
  const block = unsettle(new Residual(new Sequential([inner, dense(4, 4)]), { scale: 0.5 }));
  assert(gradientError(block, normalMatrix(5, 4), training()) < 1e-8);
  assert(gradientError(unsettle(new Residual(dense(4, 4))), normalMatrix(5, 4), training()) < 1e-8);
});

Deno.test("with α = 0 a block is the identity, and the gradient passes to the bit", () => {
  const x = normalMatrix(5, 4), dy = normalMatrix(5, 4, 2).map((d) => d * 1e-200);
  const step = new Residual(branch(), { scale: learnedScale() }).forward(x, training());
  assertEquals(step.output, x);
  assertEquals(step.backward(dy), dy);
});

Deno.test("through saturated branches the gradient still arrives whole", () => {
  const blocks = Array.from({ length: 100 }, () => new Residual(new Activate(tanh)));
  const run = new Network(blocks).forward(Matrix.from([[500]])); // tanh′(500) = 0
  run.backward(Matrix.from([[1]]));
  assertEquals(run.inputGradient!.at(0, 0), 1);
});

Deno.test("α counts as a parameter only when it is learned; the layers inside always do", () => {
  const names = (layer: Layer) => layer.parameters.map(({ name }) => name);
  const inside = ["gamma", "beta", "weights", "bias"];
  assertEquals(names(new Residual(branch(), { scale: 0.5 })), inside);
  assertEquals(names(new Residual(branch(), { scale: learnedScale() })), [...inside, "scale"]);
  const projected = new Residual(branch(4, 6), { projection: dense(4, 6) });
  assertEquals(names(projected), [...inside, "weights", "bias"]);
});

Deno.test("the layers inside are recorded in order, with their δ and gradients", () => {
  const block = new Residual(branch(4, 6), { projection: dense(4, 6), scale: 0.5 });
  const run = new Network([block]).forward(normalMatrix(5, 4)), dy = normalMatrix(5, 6, 2);
  run.backward(dy);
  const kinds = run.records.map(({ layer }) => layer.constructor.name);
  assertEquals(kinds, ["BatchNorm", "Activate", "Dense", "Sequential", "Dense", "Residual"]);
  assertEquals(run.records[2].delta, dy.map((d) => 0.5 * d)); // through α
  assertEquals(run.records[4].delta, dy);
  assertEquals(run.records[5].gradients.length, 6);
  for (const { delta, input } of run.records) assert(delta && input);
});

Deno.test("backward uses the α of its own pass; float32 stays float32", () => {
  const block = new Residual(new Activate(tanh), { scale: learnedScale(1), precision: float32 });
  const x = normalMatrix(3, 2).to(float32), step = block.forward(x, training());
  const dx = step.backward(x);
  block.scale.value = new Matrix(1, 1, Float32Array.of(9));
  assertEquals(step.backward(x), dx);
  for (const m of [step.output, dx, block.scale.gradient!]) assertEquals(m.precision, float32);
});

Deno.test("mistakes are named, with both shapes and the remedy", () => {
  const x = normalMatrix(5, 4), name = "block 3 of 9";
  assertThrows(
    () => new Residual(branch(4, 6), { name }).forward(x, training()),
    TypeError,
    "forward, block 3 of 9: the input is 5×4 and the branch gives 5×6, which cannot be added. " +
      "Make the branch end with 4 units, or give projection: new Dense(4, 6, …).",
  );
  assertThrows(
    () => new Residual(branch(4, 6), { projection: dense(4, 3) }).forward(x, training()),
    TypeError,
    "the projection gives 5×3 and the branch 5×6, which cannot be added",
  );
  for (const scale of [NaN, Infinity, "1", null, learnedScale]) {
    assertThrows(
      () => new Residual(branch(), { scale: scale as number }),
      RangeError,
      "residual: scale is",
    );
  }
  assertThrows(() => learnedScale(NaN), RangeError, "learnedScale: start is NaN");
  assertThrows(
    () => new Residual(identity as unknown as Layer),
    TypeError,
    "residual: the branch is a value of type Object, not a layer. Wrap the activation: new Activate",
  );
});
