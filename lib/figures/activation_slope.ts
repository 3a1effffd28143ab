import type { Activation } from "../activations/activation.ts";
import { finiteNumber, requireValue } from "../errors.ts";
import { formatNumber } from "../format.ts";
import { requireKeys } from "../require_keys.ts";
import { literal } from "./escape.ts";
import type { Figure } from "./figure.ts";
import { measured } from "./theme.ts";

export interface ActivationSlopeOptions {
  /** Instead of the finding: how large each slope is at most. */
  readonly title?: string;
  /** The z to show: from −6 to 6 unless given. */
  readonly from?: number;
  readonly to?: number;
}

const points = 241;

/**
 * Activations and, beside them, their slopes: what the way forward and the way back multiply by.
 *
 * ```ts
 * activationSlope([sigmoid, tanh, relu]);
 * ```
 *
 * Throws TypeError for what is no activation, RangeError for none at all or an empty stretch of z.
 */
export function activationSlope(
  activations: Activation | readonly Activation[],
  options: ActivationSlopeOptions = {},
): Figure {
  const { title, from = -6, to = 6 } = options;
  requireKeys("activationSlope", options, { title, from, to });
  const all = "length" in Object(activations)
    ? activations as readonly Activation[]
    : [activations as Activation];
  if (all.length === 0) throw new RangeError("activationSlope: no activation is given; give one.");
  for (const one of all) requireValue("activationSlope", "activation", one, ["slope"], "sigmoid");
  finiteNumber("activationSlope", "from", from);
  if (!(finiteNumber("activationSlope", "to", to) > from)) {
    throw new RangeError(`activationSlope: z goes from ${from} to ${to}; give a larger end.`);
  }
  const z = Float64Array.from({ length: points }, (_, i) => from + (to - from) * i / (points - 1));
  const data = all.flatMap(({ name, f, slope }, i) => {
    const style = measured(i), marker = { ...style.marker as object, maxdisplayed: 10 };
    const shared = { type: "scatter", name: literal(name), x: z, ...style, marker };
    return [
      { ...shared, y: z.map((z) => f(z)), legendgroup: `${i}` },
      {
        ...shared,
        y: z.map((z) => slope(z)),
        legendgroup: `${i}`,
        showlegend: false,
        yaxis: "y2",
        xaxis: "x2",
      },
    ];
  });
  const finding = title ?? steepness(all, z);
  const panel = (text: string, x: number) => ({
    text,
    x,
    xref: "paper",
    xanchor: "left",
    y: 1,
    yref: "paper",
    yanchor: "top",
    showarrow: false,
  });
  const layout = {
    title: { text: literal(finding) },
    xaxis: { title: { text: "z" }, domain: [0, 0.45] },
    yaxis: { domain: [0, 0.91] },
    xaxis2: { title: { text: "z" }, domain: [0.55, 1], anchor: "y2" },
    yaxis2: { domain: [0, 0.91], anchor: "x2" },
    annotations: [panel("activation φ(z)", 0), panel("slope φ′(z)", 0.55)],
    showlegend: all.length > 1,
  };
  return {
    data,
    layout,
    alt: `${finding}. ${all.map((one) => inWords(one, from, to)).join("; ")}.`,
  };
}

/** How large |φ′| is at most among the z shown, and where. */
function steepness(activations: readonly Activation[], z: Float64Array): string {
  const each = activations.map(({ name, slope }) => {
    const at = z.reduce((best, z) => {
      const gain = Math.abs(slope(z)) - Math.abs(slope(best));
      return gain > 0 || gain === 0 && Math.abs(z) < Math.abs(best) ? z : best;
    });
    return { name, at: formatNumber(at, 2), size: formatNumber(Math.abs(slope(at)), 3) };
  });
  const [{ name, at, size }] = each;
  if (each.length === 1) return `The slope of ${name} is at most ${size}, at z = ${at}`;
  return `The steepest slopes: ${each.map(({ name, size }) => `${name} ${size}`).join(", ")}`;
}

function inWords({ name, f, slope }: Activation, from: number, to: number): string {
  const three = (g: (z: number) => number) =>
    [from, (from + to) / 2, to].map((z) => formatNumber(g(z), 2)).join(", ");
  const at = [from, (from + to) / 2, to].map((z) => formatNumber(z, 3)).join(", ");
  return `${name} is ${three(f)} and its slope ${three(slope)} at z = ${at}`;
}
