import { assertEquals, assertMatch, assertRejects, assertThrows } from "@std/assert";
import { identity } from "../../lib/activations.ts";
import { xavierNormal } from "../../lib/initializers.ts";
import { live } from "../../lib/jupyter/mod.ts";
import { Activate } from "../../lib/layers/activate.ts";
import { meanSquaredError } from "../../lib/losses.ts";
import { Matrix } from "../../lib/matrix.ts";
import { mlp, Network } from "../../lib/network.ts";
import { sgd } from "../../lib/optimizers.ts";
import { NotFinite, train } from "../../lib/train.ts";

const make = () =>
  mlp({
    inputs: 1,
    width: 4,
    depth: 2,
    outputs: 1,
    activation: identity,
    weights: xavierNormal,
    seed: 1,
  });
const x = Matrix.from([[1], [2]]), y = Matrix.from([[2], [4]]);
const options = { x, y, loss: meanSquaredError, optimizer: sgd({ rate: 0.05 }), steps: 20 };

/** What is printed while `run` runs. */
async function printed(run: () => Promise<unknown>): Promise<string[]> {
  const lines: string[] = [], { log } = console;
  console.log = (...values: unknown[]) => void lines.push(values.join(" "));
  try {
    await run();
  } finally {
    console.log = log;
  }
  return lines;
}

Deno.test("outside a notebook, live prints the charts' words when the training is over", async () => {
  const learn = () => train(make(), { ...options, watch: live("lines") });
  const lines = await printed(learn);
  assertEquals(lines.length, 1);
  assertMatch(lines[0], /^lines: the loss falls from [\d.]+ to [\d.·⁻⁰-⁹¹²³]+ in 20 steps\./);
  assertMatch(lines[0], /\nδ .* from layer 2 back to layer 1/);
  assertEquals(await printed(learn), lines);
});

Deno.test("live changes nothing in what is learned", async () => {
  const alone = await train(make(), options);
  await printed(async () => {
    const watched = await train(make(), { ...options, watch: live() });
    assertEquals(watched.loss, alone.loss);
  });
});

Deno.test("live shows what there is: no steps, one step, no dense layer, an error", async () => {
  const how = { ...options, watch: live() };
  assertEquals(await printed(() => train(make(), { ...how, steps: 0 })), [""]);
  const [one] = await printed(() => train(make(), { ...how, steps: 1 }));
  assertMatch(one, /the loss goes from ([\d.]+) to \1 in 1 step\./);
  const bare = new Network([new Activate(identity)]);
  const [alone] = await printed(() => train(bare, { ...how, steps: 2 }));
  assertMatch(alone, /^training: the loss goes[^\n]*$/);
  const diverge = { ...how, optimizer: sgd({ rate: 1e9 }), steps: 400 };
  const [far] = await printed(() => assertRejects(() => train(make(), diverge), NotFinite));
  assertMatch(far, /the loss rises from [\d.]+ to [\d.]+·10/);
});

Deno.test("one live() serves several trainings, one after the other and side by side", async () => {
  const watch = live(), learn = (steps: number) => train(make(), { ...options, steps, watch });
  const lines = await printed(() => Promise.all([learn(3), learn(5)]));
  assertEquals(lines.map((line) => /in \d steps/.exec(line)?.[0]).sort(), [
    "in 3 steps",
    "in 5 steps",
  ]);
});

Deno.test("live without its brackets says what to write", async () => {
  const forgotten = { ...options, watch: live as unknown as ReturnType<typeof live> };
  await assertRejects(
    () => train(make(), forgotten),
    TypeError,
    "live: the label is 20; give text",
  );
  assertThrows(() => live(7 as unknown as string), TypeError, "or write live()");
});
