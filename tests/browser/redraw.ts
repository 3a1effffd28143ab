/// <reference lib="dom" />
/** What an explorer's redraw costs, in redraws of a bare chart in the same page. */
import type { Locator } from "playwright-core";

/** What of Plotly this test calls: what it draws, it tells in an event. */
interface Plot extends HTMLElement {
  once(event: string, react: () => void): void;
}
interface Plotly {
  react(element: HTMLElement, data: unknown[], layout: unknown): Promise<unknown>;
  purge(element: HTMLElement): void;
}

/**
 * The fastest redraw of `explorer` after a move of its first slider, divided by the fastest of a chart
 * with one line. On a machine where that one takes 10 ms, 5 of them are 50 ms: what a hand on a slider
 * takes for "at once". Both take turns, so a machine that is slow or busy is so for both.
 */
export function redrawsOfBareChart(explorer: Locator): Promise<number> {
  return explorer.evaluate(async (explorer) => {
    const { Plotly } = globalThis as unknown as { Plotly: Plotly };
    const plot = explorer.querySelector<Plot>(".js-plotly-plot")!;
    const slider = explorer.querySelector<HTMLInputElement>("input[type=range]")!;
    const start = slider.value, ours: number[] = [], bare: number[] = [];
    const chart = document.createElement("div");
    document.body.append(chart);
    for (let turn = 0; turn < 20; turn++) {
      await new Promise(requestAnimationFrame);
      const drawn = new Promise<void>((done) => plot.once("plotly_afterplot", done));
      // The explorer redraws in the next frame; a browser tells of a hand's move just before one.
      const frame = new Promise<number>((begun) =>
        requestAnimationFrame(() => begun(performance.now()))
      );
      if (turn % 2 === 0) slider.stepUp();
      else slider.value = start;
      slider.dispatchEvent(new Event("input", { bubbles: true }));
      await drawn;
      ours.push(performance.now() - await frame);

      await new Promise(requestAnimationFrame);
      const before = performance.now(), y = Array.from({ length: 100 }, (_, i) => i * (turn + 1));
      await Plotly.react(chart, [{ type: "scatter", mode: "lines", y }], { title: { text: "" } });
      bare.push(performance.now() - before);
    }
    Plotly.purge(chart);
    chart.remove();
    return Math.min(...ours) / Math.min(...bare);
  });
}
