/** A shaded band from low to high, such as the range over several seeds. */
export interface Band {
  readonly low: ArrayLike<number>;
  readonly high: ArrayLike<number>;
}

/**
 * The traces of a shaded band behind a line of `style`, which it leaves readable.
 *
 * On a log axis `floor` is where zeros stand, and the band reaches down to it; elsewhere it is NaN.
 * A place where a value is missing (NaN, infinite, below 0 on a log axis) splits the band.
 *
 * Throws TypeError unless low and high have a value for each of `xs`.
 */
export function shaded(
  name: string,
  xs: readonly number[],
  { low, high }: Band,
  floor: number,
  style: Record<string, unknown>,
): Record<string, unknown>[] {
  if (low.length !== xs.length || high.length !== xs.length) {
    throw new TypeError(
      `lines: the band of "${name}" has ${low.length} low and ${high.length} high values, but the ` +
        `line has ${xs.length} points; give as many.`,
    );
  }
  const log = !Number.isNaN(floor);
  const shown = (value: number) => !log ? value : value === 0 ? floor : value > 0 ? value : NaN;
  const whole = (i: number) => [low[i], high[i]].every((value) => Number.isFinite(shown(value)));
  const traces: Record<string, unknown>[] = [];
  for (let from = 0; from < xs.length; from++) {
    if (!whole(from)) continue;
    let to = from;
    while (to + 1 < xs.length && whole(to + 1)) to++;
    const forth = Array.from({ length: to - from + 1 }, (_, i) => from + i);
    const back = forth.toReversed();
    traces.push({
      type: "scatter",
      mode: "lines",
      x: [...forth, ...back].map((i) => xs[i]),
      y: [...forth.map((i) => shown(high[i])), ...back.map((i) => shown(low[i]))],
      fill: "toself",
      fillcolor: colourOf(style),
      line: { color: colourOf(style), width: 0 },
      opacity: 0.22,
      hoverinfo: "skip",
      showlegend: false,
    });
    from = to;
  }
  return traces;
}

const colourOf = (style: Record<string, unknown>) => (style.line as { color: string }).color;
