import { autocorrelation } from "../autocorrelation.ts";
import { typesetNumber } from "../format.ts";
import { requireKeys } from "../require_keys.ts";
import type { Figure } from "./figure.ts";
import { lines } from "./lines.ts";
import { theory } from "./theme.ts";

export interface CorrelogramOptions {
  /** How many places the signal is moved on; 15 unless said. */
  readonly lags?: number;
  /** Instead of the finding that is read off the data. */
  readonly title?: string;
}

/**
 * The correlogram of one or several signals: their autocorrelation at lags 0, 1, 2, …, with the range
 * between which 95 % of white noise lies, dashed. Gradients along a line of inputs that look like white
 * noise are shattered (Balduzzi et al. 2017); see `autocorrelation` for how to get them.
 *
 * ```ts
 * correlogram({ plain: plainRun.inputGradient!.data, residual: residualRun.inputGradient!.data });
 * ```
 */
export function correlogram(
  signals: Readonly<Record<string, ArrayLike<number>>>,
  options: CorrelogramOptions = {},
): Figure {
  const { lags = 15, title } = options;
  requireKeys("correlogram", options, { lags, title });
  const measured = Object.fromEntries(
    Object.entries(signals).map(([name, signal]) => [name, autocorrelation(signal, lags)]),
  );
  const bound = 1.96 / Math.sqrt(Math.min(...Object.values(signals).map(({ length }) => length)));
  const flat = (value: number) => Array.from({ length: lags + 1 }, () => value);
  const upper = "95 % of white noise", lower = "its lower end";
  const figure = lines({
    title: title ?? finding(measured),
    x: "lag (places along the line)",
    y: "autocorrelation",
    measured,
    theory: { [upper]: flat(bound), [lower]: flat(-bound) },
    at: Array.from({ length: lags + 1 }, (_, lag) => lag),
  });
  const data = figure.data.map((trace) =>
    trace.name === lower ? { ...trace, ...theory(), showlegend: false } : trace
  );
  return { ...figure, data };
}

function finding(measured: Readonly<Record<string, Float64Array>>): string {
  const parts = Object.entries(measured).map(([name, r]) => `${typesetNumber(r[1])} (${name})`);
  const told = parts.length <= 4 ? parts : [parts[0], parts[parts.length - 1]];
  return `Autocorrelation of neighbours: ${told.join(parts.length <= 4 ? ", " : " to ")}`;
}
