/** `live`: a training seen while it runs, and what is left of it afterwards. */
import { display } from "../errors.ts";
import type { Figure } from "../figures/figure.ts";
import { gradientFlow } from "../figures/gradient_flow.ts";
import { lines, logarithmic } from "../figures/lines.ts";
import { thinned } from "../figures/training_seeds.ts";
import { typesetNumber } from "../format.ts";
import { layerSignals } from "../monitor.ts";
import type { Run } from "../network.ts";
import type { Watcher } from "../train_options.ts";
import { progressBundle } from "./bar.ts";
import { nothing, sendChanging } from "./changing.ts";
import { inKernel, type MimeBundle } from "./display.ts";
import { figureHtml } from "./figure_bundle.ts";
import { whileRunning } from "./interrupt.ts";
import { Stopped } from "./steps.ts";

/** The charts change about ten times a second … */
const changeMilliseconds = 100;

/** … or more rarely, so that they take at most this share of the time. */
const changeShare = 0.03;

/**
 * Shows a training under the cell while it runs: a progress bar with rate and remaining time, the loss
 * so far, and the gradient flow of the latest step. When the training ends, also by Stop or by an
 * error, the bar is gone, and the two charts stay as they are then. Outside a notebook their
 * words are printed at the end.
 *
 * ```ts
 * await train(network, { x, y, loss, optimizer, steps: 300, watch: live() });
 * await train(other, { x, y, loss, optimizer, steps: 300, watch: live("Adam") });
 * ```
 */
export function live(label = "training"): Watcher {
  if (typeof label !== "string") {
    throw new TypeError(
      `live: the label is ${display(label)}; give text, or write live(), as in watch: live().`,
    );
  }
  return (total) => {
    const losses: number[] = [], start = performance.now(), seen = inKernel();
    let latest: Run | null = null, stopped = false, next = start + changeMilliseconds;
    const bar = () => {
      const seconds = (performance.now() - start) / 1000;
      return progressBundle({ label, done: losses.length, total, seconds });
    };
    const charts = () => latest === null ? [] : [lossChart(losses, label), ...flowCharts(latest)];
    const unhear = whileRunning({ stop: () => stopped = true });
    if (stopped) { // before it began
      unhear();
      throw Stopped.at(label, 0, total);
    }
    const output = sendChanging(bar());
    let onItsWay = true; // what is sent travels while the training goes on; nothing is sent meanwhile
    const sent = () => onItsWay = false;
    let sending: Promise<unknown> = output.then(sent);
    const change = () => {
      const before = performance.now(), bundle = together(bar(), charts()), now = performance.now();
      next = now + Math.max(changeMilliseconds, (now - before) / changeShare);
      onItsWay = true;
      sending = output.then((output) => output.change(bundle)).then(sent);
      sending.catch(() => {}); // the end says it
    };
    return {
      step(run, { loss }) {
        losses.push(loss);
        latest = run;
        if (stopped) throw Stopped.at(label, losses.length, total);
        if (seen && !onItsWay && performance.now() >= next) change();
      },
      async end() {
        unhear();
        await sending;
        const left = together(nothing, charts());
        if (!seen) console.log(left["text/plain"]);
        await (await output).finish(left);
      },
    };
  };
}

/** Bar and charts in one output, side by side where there is room. */
function together(bar: MimeBundle, charts: readonly Figure[]): MimeBundle {
  if (charts.length === 0) return bar;
  const row = `<div class="vg-row">${charts.map(figureHtml).join("")}</div>`;
  const words = [bar["text/plain"], ...charts.map(({ alt }) => alt)];
  return {
    "text/html": `${bar["text/html"] ?? ""}${row}`,
    "text/plain": words.filter((text) => text !== "").join("\n"),
  };
}

/** The loss before each step so far. */
function lossChart(losses: readonly number[], label: string): Figure {
  const at = thinned([losses], 400), from = losses[0], to = losses[losses.length - 1];
  const says = to < from ? "falls" : to > from ? "rises" : "goes";
  const way = `from ${typesetNumber(from)} to ${typesetNumber(to)}`;
  const count = losses.length === 1 ? "1 step" : `${losses.length} steps`;
  return lines({
    title: `${label}: the loss ${says} ${way} in ${count}`,
    x: "step",
    y: logarithmic("loss"),
    measured: { loss: at.map((step) => losses[step]) },
    at: at.map((step) => step + 1),
  });
}

/** The gradient flow, where the network has layers to show it of. */
function flowCharts(run: Run): Figure[] {
  const signals = layerSignals(run);
  return signals.length === 0 ? [] : [gradientFlow(signals)];
}
