import type { Activation } from "../activations/activation.ts";
import { greatestValue } from "../activations/greatest_value.ts";
import { finiteNumber, requireValue } from "../errors.ts";
import { formatNumber } from "../format.ts";
import { requireKeys } from "../require_keys.ts";
import { literal } from "./escape.ts";
import type { Figure } from "./figure.ts";
import { measured } from "./theme.ts";

export interface ActivationSlopeOptions {
  /** Instead of the finding: how large each slope is at most, or if that is out of sight, among the z shown. */
  readonly title?: string;
  /** The z to show: from −6 to 6 unless given. */
  readonly from?: number;
  readonly to?: number;
}

const POINTS = 241;

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
  const z = Float64Array.from({ length: POINTS }, (_, i) => from + (to - from) * i / (POINTS - 1));
  const steepest = all.map((activation) => steepestOf(activation, z));
  const data = all.flatMap((activation, i) => {
    const { name, f, slope } = activation, x = fineEnough(activation, steepest[i].size, z);
    const style = measured(i), marker = { ...style.marker as object, maxdisplayed: 10 };
    const shared = { type: "scatter", name: literal(name), x, ...style, marker };
    return [
      { ...shared, y: x.map((z) => f(z)), legendgroup: `${i}` },
      {
        ...shared,
        y: x.map((z) => slope(z)),
        legendgroup: `${i}`,
        showlegend: false,
        yaxis: "y2",
        xaxis: "x2",
      },
    ];
  });
  const finding = title ?? steepness(steepest);
  const panel = (text: string, xanchor: "left" | "right") => ({
    text,
    x: xanchor === "left" ? 0 : 1,
    xref: "paper",
    xanchor,
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
    // On the right, because between the panels a telephone has no room for numbers.
    yaxis2: { domain: [0, 0.91], anchor: "x2", side: "right" },
    annotations: [panel("activation φ(z)", "left"), panel("slope φ′(z)", "right")],
    showlegend: all.length > 1,
  };
  return {
    data,
    layout,
    alt: `${finding}. ${all.map((one) => inWords(one, from, to)).join("; ")}.`,
  };
}

/** How large |φ′| is at most, and where. */
interface Steepest {
  readonly name: string;
  readonly size: number;
  readonly at: number;
  /** Whether there may be more where no z is shown. */
  readonly amongShown: boolean;
}

/** The greatest |φ′| of all if its place is shown, else that among the z shown. */
function steepestOf({ name, slope }: Activation, z: Float64Array): Steepest {
  const size = (z: number) => Math.abs(slope(z)), greatest = greatestValue(size);
  if (z[0] <= greatest.at && greatest.at <= z[z.length - 1]) {
    return { name, size: greatest.value, at: greatest.at, amongShown: false };
  }
  const at = z.reduce((best, z) => {
    const gain = size(z) - size(best);
    return gain > 0 || gain === 0 && Math.abs(z) < Math.abs(best) ? z : best;
  });
  return { name, size: size(at), at, amongShown: true };
}

function steepness(each: readonly Steepest[]): string {
  const [{ name, at, size, amongShown }] = each;
  if (each.length === 1) {
    const slope = `${amongShown ? "Among the z shown, the" : "The"} slope of ${name}`;
    return `${slope} is at most ${formatNumber(size, 3)}, at z = ${formatNumber(at, 3)}`;
  }
  const slopes = each.some(({ amongShown }) => amongShown) ? "slopes among the z shown" : "slopes";
  const sizes = each.map(({ name, size }) => `${name} ${formatNumber(size, 3)}`);
  return `The steepest ${slopes}: ${sizes.join(", ")}`;
}

/**
 * The z to draw: more of them where φ rises far between two, and unevenly, lest a wave be met at the same
 * phase each time and look flat.
 */
function fineEnough({ f }: Activation, steepest: number, z: Float64Array): Float64Array {
  const heights = z.map((z) => f(z)), height = Math.max(...heights) - Math.min(...heights);
  if (!(steepest * (z[1] - z[0]) > height / 4)) return z;
  const last = 16 * (z.length - 1), from = z[0], width = z[z.length - 1] - from;
  return Float64Array.from({ length: last + 1 }, (_, i) => {
    const uneven = i === last ? 0 : 0.9 * ((0.618 * i) % 1);
    return from + width * (i + uneven) / last;
  });
}

function inWords({ name, f, slope }: Activation, from: number, to: number): string {
  const three = (g: (z: number) => number) =>
    [from, (from + to) / 2, to].map((z) => formatNumber(g(z), 2)).join(", ");
  const at = [from, (from + to) / 2, to].map((z) => formatNumber(z, 3)).join(", ");
  return `${name} is ${three(f)} and its slope ${three(slope)} at z = ${at}`;
}
