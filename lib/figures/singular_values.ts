import { typesetNumber } from "../format.ts";
import { requireKeys } from "../require_keys.ts";
import type { Figure } from "./figure.ts";
import { lines, logarithmic } from "./lines.ts";

/**
 * Singular values, largest first, on a log axis: flat where all directions are stretched alike, as by an
 * orthogonal matrix; steep where most directions are lost.
 *
 * ```ts
 * const jacobian = (depth: number) => inputOutputJacobian(networkOf(depth), x);
 * singularSpectrum({
 *   "depth 2": singularValues(jacobian(2)),
 *   "depth 20": singularValues(jacobian(20)),
 * });
 * ```
 */
export function singularSpectrum(
  spectra: Readonly<Record<string, ArrayLike<number>>>,
  options: { readonly title?: string } = {},
): Figure {
  const { title } = options;
  requireKeys("singularSpectrum", options, { title });
  const empty = Object.keys(spectra).find((name) => spectra[name].length === 0);
  if (empty !== undefined) {
    throw new RangeError(`singularSpectrum: "${empty}" has no values; give at least one.`);
  }
  return lines({
    title: title ?? finding(spectra),
    x: "singular value, largest first",
    y: logarithmic("singular value"),
    measured: spectra,
  });
}

function finding(spectra: Readonly<Record<string, ArrayLike<number>>>): string {
  const parts = Object.entries(spectra).map(([name, values]) => {
    const first = values[0], last = values[values.length - 1];
    return `${last === 0 ? "∞" : typesetNumber(first / last)} (${name})`;
  });
  const told = parts.length <= 3 ? parts : [parts[0], parts[parts.length - 1]];
  return `Largest over smallest singular value: ${told.join(parts.length <= 3 ? ", " : " to ")}`;
}
