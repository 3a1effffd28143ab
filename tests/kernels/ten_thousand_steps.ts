/** Prints by how many bytes the process grows in ten thousand steps of a training, after the first thousand. */
import { meanSquaredError } from "../../lib/losses.ts";
import { sgd } from "../../lib/optimizers.ts";
import { train } from "../../lib/train.ts";
import { network, x, y } from "./small_network.ts";

const setting = { x, y, loss: meanSquaredError, optimizer: sgd({ rate: 0.01 }) };
const trained = network();
await train(trained, { ...setting, steps: 1000 });
const before = Deno.memoryUsage();
await train(trained, { ...setting, steps: 10_000 });
const after = Deno.memoryUsage();
console.log(
  JSON.stringify({ rss: after.rss - before.rss, external: after.external - before.external }),
);
