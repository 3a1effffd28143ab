import type { Diagnosis } from "../diagnose.ts";
import { kinds } from "../diagnose/kinds.ts";
import type { Vitals } from "../diagnose/vitals.ts";
import type { Figure } from "./figure.ts";
import { lines, logarithmic } from "./lines.ts";
import { colours, measured } from "./theme.ts";

/** Above: sizes on a log axis. Below: shares from 0 to 1. */
const UPPER = [0.42, 1], LOWER = [0, 0.3];

/**
 * What the doctor saw, layer by layer, with the sick region shaded: above δ, the activations and what of
 * them differs between the examples; below the slopes, the saturated and the dead share.
 *
 * ```ts
 * show(diagnosisFigure(diagnose(network, { x, y, loss: meanSquaredError })));
 * ```
 */
export function diagnosisFigure(diagnosis: Diagnosis): Figure {
  const { layers } = diagnosis.examination;
  const at = layers.map(({ layer }) => layer);
  const sizes = known(layers, {
    "δ = ∂L/∂z": "delta",
    "activations": "activation",
    "their spread over the batch": "spread",
  });
  const shares = known(layers, {
    "slope φ′": "slope",
    "saturated": "saturated",
    "dead units": "dead",
  });
  const title = titleOf(diagnosis);
  const x = "layer", y = logarithmic("root mean square");
  const upper = lines({ title, x, y, measured: sizes, at });
  const first = Object.keys(sizes).length, { yaxis, ...layout } = upper.layout;
  const lower = Object.entries(shares).map(([name, y], i) => ({
    ...{ type: "scatter", name, x: at, y, yaxis: "y2" },
    ...measured(first + i),
  }));
  const alt = Object.entries(shares).map(([name, values]) =>
    `${name} at most ${Math.round(100 * Math.max(0, ...values.filter(Number.isFinite))) / 100}`
  );
  const shapes = region(diagnosis);
  if (lower.length === 0) return { ...upper, layout: { ...upper.layout, shapes } };
  return {
    data: [...upper.data, ...lower],
    layout: {
      ...layout,
      height: 520,
      yaxis: { ...yaxis as object, domain: UPPER },
      yaxis2: { title: { text: "share, slope" }, domain: LOWER, rangemode: "tozero" },
      xaxis: { ...upper.layout.xaxis as object, anchor: "y2" },
      showlegend: true,
      shapes,
    },
    alt: `${upper.alt} ${alt.join("; ")}.`,
  };
}

/** The vitals that were measured at some layer, as lines by name; NaN where they were not. */
function known(layers: readonly Vitals[], names: Record<string, keyof Vitals>) {
  const all = Object.entries(names).map(([name, vital]) =>
    [name, layers.map((layer) => layer[vital] as number | null)] as const
  );
  const some = all.filter(([, values]) => values.some((value) => value !== null));
  return Object.fromEntries(some.map(([name, values]) => [name, values.map((v) => v ?? NaN)]));
}

function titleOf({ kind, layer, region, title }: Diagnosis): string {
  if (kind === kinds.fine) return "Fine: no sign of any illness that it knows";
  const capital = title[0].toUpperCase() + title.slice(1);
  if (region === null || layer === null || region[0] === region[1]) return capital;
  return `${capital} (shaded: layers ${region[0]} to ${region[1]})`;
}

/** A shaded band over both panels, half a layer wider on each side. */
function region({ region }: Diagnosis): Record<string, unknown>[] {
  if (region === null) return [];
  return [{
    ...{ type: "rect", xref: "x", yref: "paper", layer: "below", opacity: 0.15 },
    ...{ x0: region[0] - 0.5, x1: region[1] + 0.5, y0: 0, y1: 1 },
    ...{ fillcolor: colours.vermillion, line: { width: 0 } },
  }];
}
