import type { Figure } from "../../figures/figure.ts";

/** One figure above another, under the title of the first. Lines of one name have one legend entry. */
export function stacked(upper: Figure, lower: Figure): Figure {
  const named = new Set(upper.data.map(({ name }) => name));
  const below = lower.data.map((trace) => ({
    ...trace,
    xaxis: "x2",
    yaxis: "y2",
    legendgroup: trace.name,
    showlegend: !named.has(trace.name) && trace.showlegend !== false,
  }));
  return {
    data: [...upper.data.map((trace) => ({ legendgroup: trace.name, ...trace })), ...below],
    layout: {
      ...upper.layout,
      yaxis: { ...upper.layout.yaxis as object, domain: [0.58, 1] },
      xaxis2: { ...lower.layout.xaxis as object, anchor: "y2" },
      yaxis2: { ...lower.layout.yaxis as object, domain: [0, 0.4], anchor: "x2" },
      height: 560,
      showlegend: true,
    },
    alt: `${upper.alt} ${lower.alt}`,
  };
}
