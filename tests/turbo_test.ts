import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import {
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
import { activationKernel, productKernel } from "../lib/kernels/run.ts";
import { requirePlainBits } from "../lib/kernels/self_check.ts";
import { kernels } from "../lib/kernels/workspace.ts";

/** The losses and weights of a training whose layers are large enough for two threads. */
async function trained(precision: typeof float64, onStep?: () => void) {
  const [rows, width] = [96, 160];
  const network = mlp({
    ...{ inputs: width, width, depth: 3, outputs: 1, precision },
    ...{ activation: sigmoid, weights: xavierNormal, seed: 3 },
  });
  const x = Matrix.generate(rows, width, (i, j) => Math.sin(3 * i + j * j), precision);
  const y = Matrix.generate(rows, 1, (i) => i % 2, precision);
  const { loss } = await train(network, {
    ...{ x, y, loss: meanSquaredError, optimizer: sgd({ rate: 0.5 }), steps: 12, onStep },
  });
  return { loss, weights: network.parameters.map(({ value }) => value.data) };
}

Deno.test("a training with turbo has the same bits, in both precisions", async () => {
  for (const precision of [float64, float32]) {
    const alone = await trained(precision), own = kernels();
    const { end } = await turbo();
    assert(!(kernels()!.buffer instanceof ArrayBuffer), "its memory is shared");
    assertEquals(await trained(precision), alone);
    end();
    assert(kernels()!.buffer instanceof ArrayBuffer && kernels() !== own);
    assertEquals(await trained(precision), alone);
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

Deno.test("both halves keep a zero's sign", async () => {
  const { end } = await turbo();
  const x = new Float64Array(30_000).fill(-1), values = x.slice(), slopes = x.slice();
  activationKernel({ name: "leakyRelu", parameter: -0 }, x, values, slopes);
  end();
  assert(values.every((value) => Object.is(value, 0)) && slopes.every((s) => Object.is(s, -0)));
});

Deno.test("the end of one turbo leaves a later one alone", async () => {
  const first = await turbo(), second = await turbo(), its = kernels();
  first.end();
  assert(kernels() === its);
  second.end();
  assert(kernels()!.buffer instanceof ArrayBuffer);
});

Deno.test("a program that ended turbo comes to its end", async () => {
  const library = new URL("../lib/turbo.ts", import.meta.url).href;
  const code = `import { turbo } from "${library}"; const { end } = await turbo(); end();`;
  const child = new Deno.Command(Deno.execPath(), {
    args: ["eval", "--no-lock", "--no-check", code],
    stdout: "null",
    stderr: "null",
  }).spawn();
  const impatience = setTimeout(() => child.kill("SIGKILL"), 60_000);
  const { success } = await child.status;
  clearTimeout(impatience);
  assert(success);
});

Deno.test("the comparison with plain TypeScript sees a last bit that differs, and a zero's sign", () => {
  requirePlainBits();
  const wrongProduct: typeof productKernel = (m, n, p, a, b, c, row) => {
    const done = productKernel(m, n, p, a, b, c, row);
    c[c.length - 1] *= 1 + 2 ** -23;
    return done;
  };
  const wrong = { productKernel: wrongProduct, activationKernel };
  assertThrows(() => requirePlainBits(wrong), RangeError, "of a matrix product in float64");
  const wrongSlope: typeof activationKernel = (kernel, x, values, slopes) => {
    const done = activationKernel(kernel, x, values, slopes);
    if (kernel.name === "tanh" && x instanceof Float32Array) slopes[7] = -slopes[7];
    return done;
  };
  const signed = { productKernel, activationKernel: wrongSlope };
  assertThrows(
    () => requirePlainBits(signed),
    RangeError,
    "entry 7 of the slope of tanh in float32",
  );
});
