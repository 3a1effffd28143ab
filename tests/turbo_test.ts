import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import {
  adam,
  float32,
  float64,
  Matrix,
  meanSquaredError,
  mlp,
  sgd,
  sigmoid,
  train,
  turbo,
  xavierNormal,
} from "../lib/mod.ts";
import { runActivation, runProduct, surelyFinite } from "../lib/kernels/run.ts";
import { otherLoops, requirePlainBits } from "../lib/kernels/self_check.ts";
import { kernels, replaceKernels, Workspace, workspaceOf } from "../lib/kernels/workspace.ts";

/** The losses and weights of a training whose layers are large enough for two threads. */
async function trained(
  precision: typeof float64,
  onStep?: () => void,
  optimizer = sgd({ rate: 0.5 }),
) {
  const [rows, width] = [96, 160];
  const network = mlp({
    ...{ inputs: width, width, depth: 3, outputs: 1, precision },
    ...{ activation: sigmoid, weights: xavierNormal, seed: 3 },
  });
  const x = Matrix.generate(rows, width, (i, j) => Math.sin(3 * i + j * j), precision);
  const y = Matrix.generate(rows, 1, (i) => i % 2, precision);
  const { loss } = await train(network, {
    ...{ x, y, loss: meanSquaredError, optimizer, steps: 12, onStep },
  });
  return { loss, weights: network.parameters.map(({ value }) => value.data) };
}

Deno.test("a training with turbo has the same bits, in both precisions", async () => {
  for (const precision of [float64, float32]) {
    const steps = async () => [
      await trained(precision),
      await trained(precision, undefined, adam({ rate: 0.01, weightDecay: 0.1 })),
    ];
    const alone = await steps(), own = kernels();
    const { end } = await turbo();
    assert(!(kernels()!.buffer instanceof ArrayBuffer), "its memory is shared");
    assertEquals(await steps(), alone);
    end();
    assert(kernels()!.buffer instanceof ArrayBuffer && kernels() !== own);
    assertEquals(await steps(), alone);
  }
});

Deno.test("turbo has to be asked for before a training, and can be ended after it only", async () => {
  const during = "Wait for its end";
  let tried: Promise<unknown> | undefined;
  await trained(float64, () => {
    tried ??= assertRejects(turbo, RangeError, during);
    return tried as unknown as void;
  });
  assert(tried);
  const { end } = await turbo();
  let message = "";
  await trained(float64, () => {
    try {
      end();
    } catch (error) {
      message = (error as Error).message;
    }
  });
  assert(message.includes(during), message);
  end();
  end(); // the second time is no error
});

Deno.test("all parts keep a zero's sign", async () => {
  const { end } = await turbo();
  const x = new Float64Array(30_000).fill(-1), values = x.slice(), slopes = x.slice();
  runActivation({ name: "leakyRelu", parameter: -0 }, x, values, slopes);
  end();
  assert(values.every((value) => Object.is(value, 0)) && slopes.every((s) => Object.is(s, -0)));
});

Deno.test("a number that is not finite is seen in every part", async () => {
  const { end } = await turbo(), workspace = new Workspace();
  workspace.begin();
  const x = workspace.take(32_000, float64).fill(1);
  assert(surelyFinite(x));
  for (const i of [0, x.length / 2, x.length - 1]) {
    x[i] = Infinity;
    assert(!surelyFinite(x));
    x[i] = 1;
  }
  workspace.end();
  end();
});

Deno.test("the end of one turbo leaves a later one alone", async () => {
  const first = await turbo(), second = await turbo(), its = kernels();
  first.end();
  assert(kernels() === its);
  second.end();
  assert(kernels()!.buffer instanceof ArrayBuffer);
});

/** Whether a program that begins and ends turbo succeeds, and what it says. */
async function program(
  env: Record<string, string> = {},
): Promise<{ ended: boolean; said: string }> {
  const library = new URL("../lib/turbo.ts", import.meta.url).href;
  const code = `import { turbo } from "${library}"; const { end } = await turbo(); end();`;
  const child = new Deno.Command(Deno.execPath(), {
    ...{ args: ["eval", "--no-lock", "--no-check", code], env },
    ...{ stdout: "null", stderr: "piped" },
  }).spawn();
  const impatience = setTimeout(() => child.kill("SIGKILL"), 60_000);
  const { success, stderr } = await child.output();
  clearTimeout(impatience);
  return { ended: success, said: new TextDecoder().decode(stderr) };
}

Deno.test("a program that ended turbo comes to its end", async () => {
  const { ended, said } = await program();
  assert(ended, said);
});

Deno.test("where V8 makes wider instructions of two, turbo finds the same bits", async () => {
  const { ended, said } = await program({ DENO_V8_FLAGS: "--experimental-wasm-revectorize" });
  assert(ended, said);
});

Deno.test("the comparison with plain TypeScript sees a last bit that differs, and a zero's sign", () => {
  requirePlainBits();
  const wrongProduct: typeof runProduct = (m, n, p, a, b, c, row) => {
    const done = runProduct(m, n, p, a, b, c, row);
    c[c.length - 1] *= 1 + 2 ** -23;
    return done;
  };
  const right = { runProduct, runActivation };
  const check = (wrong: Partial<typeof right>, message: string) =>
    assertThrows(() => requirePlainBits({ ...right, ...wrong }), RangeError, message);
  check({ runProduct: wrongProduct }, "of a matrix product in float64");
  const wrongTurned: typeof runProduct = (m, n, p, a, b, c, row) =>
    (m === 160 ? wrongProduct : runProduct)(m, n, p, a, b, c, row);
  check({ runProduct: wrongTurned }, "of a matrix product in float64");
  const wrongSlope: typeof runActivation = (kernel, x, values, slopes) => {
    const done = runActivation(kernel, x, values, slopes);
    if (kernel.name === "tanh" && x instanceof Float32Array) slopes[7] = -slopes[7];
    return done;
  };
  check({ runActivation: wrongSlope }, "entry 7 of the slope of tanh in float32");
  for (const [what, loop] of Object.entries(otherLoops)) {
    const wrong: typeof loop = (x, y, row, other) => {
      const result = loop(x, y, row, other), { data } = result;
      if (workspaceOf(x.data) !== null) data[data.length - 1] *= 1 + 2 ** -23;
      return result;
    };
    const message = `of the loop ${what} in float64`;
    assertThrows(() => requirePlainBits(right, { [what]: wrong }), RangeError, message);
  }
  replaceKernels(null); // which a workspace left open would forbid, and turbo must be able to do then
});
