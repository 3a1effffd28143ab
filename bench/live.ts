/**
 * How much `watch: live()` slows a training down, in the real kernel. Trainings with and without it take
 * turns, so that whatever else the machine does meets both. What else it does only adds time, so the
 * faster quarter of each is compared: by the kernel's processor time, and by the clock. On a machine that
 * does much else even that tells little; "of it watching" is what the calls of live() took of their trainings.
 *
 * deno run -A --no-lock bench/live.ts [pairs]
 */
import { Kernel } from "../tools/kernel.ts";
import type { Output } from "../tools/notebook.ts";

const pairs = Number(Deno.args[0] ?? 12);

/** About a second each. */
const shapes = [
  { width: 16, depth: 2, batchSize: 50, steps: 16000 },
  { width: 32, depth: 10, batchSize: 32, steps: 6000 },
  { width: 64, depth: 50, batchSize: 64, steps: 250 },
  { width: 256, depth: 30, batchSize: 128, steps: 20 },
];

const code = `
  import process from "node:process";
  import { digits, heNormal, live, mlp, relu, setup, sgd, softmaxCrossEntropy, train } from "lib/mod.ts";
  await setup();
  let changes = 0;
  const { display } = Deno.jupyter;
  Deno.jupyter.display = (...given) => (changes++, display(...given));
  const processor = () => (({ user, system }) => (user + system) / 1e6)(process.cpuUsage());
  const quick = (times) => times.toSorted((a, b) => a - b)[Math.floor(times.length / 4)];
  const slower = (watched, alone) => (100 * (quick(watched) / quick(alone) - 1)).toFixed(1) + " %";
  async function measure({ width, depth, batchSize, steps }) {
    const shape = { inputs: 49, width, depth, outputs: 10 };
    const { train: { x, labels: y } } = await digits({ train: 1000, test: 0, size: 7, seed: 1 });
    const options = { x, y, loss: softmaxCrossEntropy, optimizer: sgd({ rate: 1e-4 }), batchSize, steps };
    const times = async (watch) => {
      const network = mlp({ ...shape, activation: relu, weights: heNormal, seed: 1 });
      const clock = performance.now(), used = processor();
      await train(network, { ...options, watch });
      return [processor() - used, (performance.now() - clock) / 1000];
    };
    let within = 0; // seconds that the watching itself took, of all watched trainings
    const timed = (action) => {
      const begun = performance.now(), count = () => within += (performance.now() - begun) / 1000;
      const result = action();
      result instanceof Promise ? result.then(count) : count();
      return result;
    };
    const watching = () => async (total) => {
      const watcher = await timed(() => live()(total));
      const step = (run, info) => timed(() => watcher.step(run, info));
      return { step, end: () => timed(() => watcher.end()) };
    };
    await times(), await times(live());
    const alone = [], watched = [], wholly = [];
    changes = 0;
    for (let pair = 0; pair < ${pairs}; pair++) {
      if (pair % 2 === 0) alone.push(await times()); // each comes first as often
      watched.push(await times(live()));
      wholly.push((await times(watching()))[1]);
      if (pair % 2 === 1) alone.push(await times());
    }
    const [[used, clock], [usedAlone, clockAlone]] = [watched, alone].map((all) => [0, 1].map((i) =>
      all.map((times) => times[i])
    ));
    return depth + "×" + width + ", batch " + batchSize + ": slower by " + slower(used, usedAlone) +
      ", on the clock " + slower(clock, clockAlone) +
      "; of it watching " + (100 * within / wholly.reduce((a, b) => a + b)).toFixed(1) + " %; " +
      (changes / [...clock, ...wholly].reduce((a, b) => a + b)).toFixed(1) + " changes a second; " +
      quick(clockAlone).toFixed(2) + " s a training";
  }`;

const kernel = await Kernel.start(import.meta.dirname!);
try {
  report(await kernel.execute(code));
  for (const shape of shapes) {
    const line = `console.log(await measure(${JSON.stringify(shape)}));`;
    report(await kernel.execute(line, { timeoutSeconds: 600 }));
  }
} finally {
  await kernel.close();
}

function report(outputs: Output[]): void {
  for (const output of outputs) {
    if (output.output_type === "stream") console.log(output.text.trim());
    if (output.output_type === "error") throw new Error(output.traceback.join("\n"));
  }
}
