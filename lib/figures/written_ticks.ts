import { formatNumber } from "../format.ts";

/**
 * Ticks of a log axis at 1, 2 and 5, or closer where all values lie within a factor of ten, each written out;
 * Plotly would write a small 5 for 0.5. Where that gives too few or too many, Plotly's own.
 */
export function writtenTicks(values: readonly number[]): Record<string, unknown> {
  const least = Math.min(...values), greatest = Math.max(...values);
  const digits = greatest < 10 * least ? [1, 1.5, 2, 3, 5, 7] : [1, 2, 5], ticks: number[] = [];
  if (greatest > 300 * least) return {};
  for (let power = Math.floor(Math.log10(least)); power <= Math.log10(greatest); power++) {
    ticks.push(...digits.map((digit) => Number(`${digit}e${power}`)));
  }
  const inside = ticks.filter((tick) => tick >= least * 0.9 && tick <= greatest * 1.1);
  if (inside.length < 2) return {};
  const ticktext = inside.map((tick) => formatNumber(tick));
  return { tickvals: inside, ticktext, tickfont: { size: 13 } };
}
