import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import * as library from "lib/mod.ts";
import {
  adam,
  Matrix,
  mean,
  meanSquaredError,
  median,
  mlp,
  Random,
  relu,
  scaledNormal,
  sweep,
  tanh,
  train,
} from "lib/mod.ts";
import { filesByName, load, wordsIn } from "lib/jupyter/sweep/library.ts";
import { pack, unpack } from "lib/jupyter/sweep/parcel.ts";
import { gridPoints, pointText, spread, Sweep } from "lib/sweep.ts";

const random = new Random(1);
const x = Matrix.generate(16, 2, () => random.normal());
const y = Matrix.generate(16, 1, (i) => x.at(i, 0) * x.at(i, 1));
const grid = { depth: [1, 3], activation: [tanh, relu], seed: [1, 2, 3] };

/** One training of a dozen. */
async function trainOne(
  { depth, activation, seed }: ReturnType<typeof gridPoints<typeof grid>>[0],
) {
  const weights = scaledNormal(1.5);
  const network = mlp({ inputs: 2, width: 8, depth, outputs: 1, activation, weights, seed });
  const optimizer = adam({ rate: 0.01 });
  const { loss } = await train(network, { x, y, loss: meanSquaredError, optimizer, steps: 20 });
  return { loss, outputs: network.forward(x).output };
}

Deno.test("the points of a grid come in the order of nested loops", () => {
  assertEquals(gridPoints({ depth: [5, 10], seed: [1, 2] }), [
    { depth: 5, seed: 1 },
    { depth: 5, seed: 2 },
    { depth: 10, seed: 1 },
    { depth: 10, seed: 2 },
  ]);
});

Deno.test("every beginning of the order of work is spread over the grid", () => {
  assertEquals(spread(6), [0, 5, 2, 4, 1, 3]);
  const order = spread(1200);
  assertEquals([...order].sort((a, b) => a - b), Array.from({ length: 1200 }, (_, i) => i));
  for (const count of [20, 100, 600]) {
    const average = mean(order.slice(0, count));
    assert(Math.abs(average - 600) < 60, `the first ${count} are ${average} on average`);
  }
});

Deno.test("what is no grid is refused with what to do", () => {
  const wrong: [grid: unknown, type: typeof TypeError, says: string][] = [
    [undefined, TypeError, "the grid is undefined; give lists by name"],
    [{}, TypeError, "the grid is a value of type Object; give lists"],
    [{ depth: 5 }, TypeError, "depth is 5; give a list of values, such as depth: [1, 2, 3]"],
    [{ depth: "5" }, TypeError, 'depth is "5"'],
    [{ depth: [5], seed: [] }, RangeError, "seed has no values; give at least one"],
    [{ a: new Array(2000).fill(0), b: new Array(2000).fill(0) }, RangeError, "4000000 points"],
  ];
  for (const [grid, type, says] of wrong) assertThrows(() => gridPoints(grid as never), type, says);
});

Deno.test("a point in words names the library's values", () => {
  const point = { depth: 5, activation: tanh, start: Matrix, list: [1, "a"], none: null };
  const words = '{ depth: 5, activation: tanh, start: Matrix, list: [1, "a"], none: null }';
  assertEquals(pointText(point), words);
});

Deno.test("where and matrix read results by the grid's values", () => {
  const shape = { depth: [5, 10], scale: [1, 2, 3], seed: [1, 2, 3] };
  const outcomes = gridPoints(shape).map((point) => ({
    point,
    result: point.depth + point.scale / 8 + (point.seed === 3 ? 100 : point.seed / 64),
  }));
  const found = new Sweep(shape, outcomes);
  assertEquals(
    found.where({ depth: 10, seed: 1 }),
    [1, 2, 3].map((scale) => 10 + scale / 8 + 1 / 64),
  );
  assertEquals(found.where({}).length, 18);
  assertEquals(
    found.matrix("depth", "scale", median),
    Matrix.generate(2, 3, (i, j) => 5 + 5 * i + (j + 1) / 8 + 2 / 64),
  );
  assertEquals(
    new Sweep(shape, outcomes.slice(0, 3)).matrix("depth", "scale", median).data[1],
    NaN,
  );
  assertThrows(
    () => found.where({ depth: 7 }),
    RangeError,
    "no depth of the grid is 7; there are [5, 10]",
  );
  assertThrows(
    () => found.matrix("width" as "depth", "scale", median),
    RangeError,
    "the grid has no width; it has depth, scale, seed",
  );
});

Deno.test("a sweep gives the bits of a loop, with 1, 2, 3 workers and with none", async () => {
  const points = gridPoints(grid), results: Awaited<ReturnType<typeof trainOne>>[] = [];
  for (const point of points) results.push(await trainOne(point));
  const expected = points.map((point, i) => ({ point, result: results[i] }));
  for (const workers of [1, 2, 3, 0]) {
    const found = await sweep(grid, trainOne, { shared: { x, y }, workers });
    assertEquals(found.outcomes, expected, `${workers} workers`);
    assert(found.outcomes[0].result.outputs instanceof Matrix);
    assertEquals(found.where({ activation: relu, depth: 3 }), results.slice(9));
    assertEquals(found.stopped, null);
  }
});

Deno.test("where there are no workers, one thread does it", async () => {
  const { Worker } = globalThis;
  Reflect.deleteProperty(globalThis, "Worker");
  try {
    const found = await sweep({ seed: [3, 4] }, ({ seed }) => new Random(seed).normal());
    assertEquals(found.where({}), [new Random(3).normal(), new Random(4).normal()]);
  } finally {
    globalThis.Worker = Worker;
  }
});

Deno.test("points are dealt to whoever is free, and the results stay in order", async () => {
  const pause = ({ wait }: { wait: number }) =>
    new Promise((resolve) => setTimeout(() => resolve(wait), wait));
  const found = await sweep({ wait: [300, 1, 2, 3] }, pause, { workers: 2 });
  assertEquals(found.where({}), [300, 1, 2, 3]);
});

Deno.test("of numbers that lie in a large memory only themselves are sent", () => {
  const memory = new Float64Array(1000), part = memory.subarray(2, 6);
  for (const value of [part, new Matrix(2, 2, part)]) {
    const sent = structuredClone(pack(value, "x", () => undefined));
    const opened = unpack(sent);
    assertEquals(opened, value);
    const numbers = opened instanceof Matrix ? opened.data : opened as Float64Array;
    assertEquals(numbers.buffer.byteLength, 32);
  }
});

Deno.test("functions of the cell can be shared, with what they use", async () => {
  const scale = 2;
  const double = (value: number) => scale * value;
  const noise = (seed: number) => double(new Random(seed).normal());
  for (const workers of [2, 0]) {
    const shared = { scale, double, noise };
    const found = await sweep({ seed: [1, 2] }, ({ seed }) => noise(seed), { shared, workers });
    assertEquals(found.where({}), [1, 2].map(noise));
  }
});

for (const workers of [2, 0]) {
  const how = workers === 0 ? "on one thread" : `with ${workers} workers`;

  Deno.test(`${how}, an error names its point and its cause, always the same one`, async () => {
    const failing = async ({ depth, seed }: { depth: number; seed: number }) => {
      if (depth === 20 && seed === 3) await new Promise((resolve) => setTimeout(resolve, 200));
      if (depth === 20 && seed > 1) throw new RangeError(`seed ${seed} is unlucky`);
      return 0;
    };
    const shape = { depth: [10, 20], seed: [1, 2, 3] };
    const error = await assertRejects(
      () => sweep(shape, failing, { workers }),
      Error,
      "sweep: at { depth: 20, seed: 3 }: seed 3 is unlucky",
    );
    assertEquals((error.cause as Error).name, "RangeError");
  });

  Deno.test(`${how}, a training that is not finite says so`, async () => {
    const exploding = ({ rate }: { rate: number }) => {
      const shape = { inputs: 2, width: 4, depth: 1, outputs: 1, activation: relu, seed: 1 };
      const network = mlp({ ...shape, weights: scaledNormal(1) });
      const options = { x, y, loss: meanSquaredError, optimizer: adam({ rate }), steps: 5 };
      return train(network, options).then(({ loss }) => loss[4]);
    };
    const shared = { x: x.map((entry) => 1e200 * entry), y };
    const error = await assertRejects(
      () => sweep({ rate: [0.1] }, exploding, { shared, workers }),
      Error,
      "sweep: at { rate: 0.1 }: train: ",
    );
    assertEquals((error.cause as Error).name, "NotFinite");
  });

  Deno.test(`${how}, a variable that was not shared is named, with what to do`, async () => {
    await assertRejects(
      () => sweep({ depth: [1, 3] }, ({ depth }) => x.rows * depth, { workers }),
      Error,
      "sweep: at { depth: 1 }: x is not defined. The function runs in a worker, which sees what " +
        "lib/mod.ts exports but no variable of your cells. Put x into the grid, or share it: " +
        "sweep(grid, trainOne, { shared: { x } }).",
    );
  });

  Deno.test(`${how}, a result that cannot travel is refused at its point`, async () => {
    const build = ({ seed }: { seed: number }) =>
      mlp({
        inputs: 1,
        width: 2,
        depth: 1,
        outputs: 1,
        activation: tanh,
        weights: scaledNormal(1),
        seed,
      });
    await assertRejects(
      () => sweep({ seed: [4] }, build, { workers }),
      Error,
      "sweep: at { seed: 4 }: the result is a value of type Network, which cannot travel",
    );
  });

  Deno.test(`${how}, no point can leave something for the next`, async () => {
    const leave = ({ seed }: { seed: number }) => seen.push(seed);
    const seen: number[] = [];
    await assertRejects(
      () => sweep({ seed: [4] }, leave, { shared: { seen }, workers }),
      Error,
      "object is not extensible",
    );
  });

  Deno.test(`${how}, what the trainings print comes in the order of the grid`, async () => {
    const lines: unknown[] = [], { log } = console;
    console.log = (line) => lines.push(line);
    try {
      const print = async ({ wait }: { wait: number }) => {
        await new Promise((resolve) => setTimeout(resolve, wait));
        console.log("waited", [wait]);
      };
      if (workers > 0) await sweep({ wait: [100, 2, 1] }, print, { workers });
      else return;
    } finally {
      console.log = log;
    }
    assertEquals(lines, ["waited [ 100 ]", "waited [ 2 ]", "waited [ 1 ]"]);
  });
}

Deno.test("what cannot be sent is refused before any training", async () => {
  const one = () => 1, seed = [1];
  const wrong: [call: () => Promise<unknown>, says: string][] = [
    [() => sweep({ seed }, 5 as never), "the second argument is 5"],
    [() => sweep({ seed }, Math.random), "the second argument is the function random"],
    [() => sweep({ seed }, { f() {} }.f), "the second argument is the function f"],
    [() => sweep({ random: [new Random(1)] }, one), "the grid.random is a value of type Random"],
    [() => sweep({ f: [one] }, one), "the grid.f is the function one"],
    [() => sweep({ seed }, one, { shared: { a: { f: one } } }), "shared.a.f is the function one"],
    [() => sweep({ seed }, one, 3 as never), "the options are 3"],
    [() => sweep({ seed }, one, { shared: 3 as never }), "shared: the options are 3"],
  ];
  for (const [call, says] of wrong) await assertRejects(call, TypeError, `sweep: ${says}`);
  await assertRejects(() => sweep({ seed }, one, { workers: -1 }), RangeError, "workers is -1");
});

Deno.test("every name of lib/mod.ts is loaded from the file that it comes from", async () => {
  const files = await filesByName();
  assertEquals([...files.keys()].sort(), Object.keys(library).sort());
  const loaded = await load(Object.fromEntries(files));
  for (const [name, value] of Object.entries(library)) assert(loaded[name] === value, name);
});

Deno.test("only names that may be free are taken from a source", () => {
  const known = new Map(["mlp", "relu", "steps", "activation", "exp"].map((name) => [name, ""]));
  const source = "async ({ depth }) => [...exp, mlp({ depth, activation: relu, steps : 5 }), a.b]";
  assertEquals([...wordsIn(source, known)], ["exp", "mlp", "relu"]);
  assertEquals([...wordsIn("options.steps + options?.relu + my_mlp + exp2", known)], []);
  assertEquals([...wordsIn("deep ? relu : { exp }", known)], ["relu", "exp"]);
});

Deno.test("by: rows and columns by name, numbers with theirs, in the order of the grid", () => {
  const grid = { remedy: ["none", "He"], rate: [0.1, 1], seed: [1, 2] };
  const outcomes = gridPoints(grid).map((point, result) => ({ point, result }));
  const found = new Sweep(grid, outcomes).by("remedy", "rate");
  assertEquals(found, {
    none: { "rate 0.1": [0, 1], "rate 1": [2, 3] },
    He: { "rate 0.1": [4, 5], "rate 1": [6, 7] },
  });
  assertEquals(Object.keys(found.none), ["rate 0.1", "rate 1"]);
});

Deno.test("by: rows and columns made of each point, for one or for both", () => {
  const grid = { rule: ["SGD", "Adam"], activation: [tanh, relu], seed: [1, 2] };
  const found = new Sweep(grid, gridPoints(grid).map((point, result) => ({ point, result })));
  const byRule = {
    tanh: { SGD: [0, 1], Adam: [4, 5] },
    ReLU: { SGD: [2, 3], Adam: [6, 7] },
  };
  assertEquals(found.by(({ activation }) => activation.name, ({ rule }) => rule), byRule);
  assertEquals(found.by(({ activation }) => activation.name, "rule"), byRule);
  assertEquals(found.by("activation", "rule"), byRule);
  assertEquals(found.grouped("activation", "rule"), byRule);
  assertThrows(() => found.by("rule", "depth" as never), RangeError, "the grid has no depth");
});
