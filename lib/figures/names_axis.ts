import { literal } from "./escape.ts";
import { wrap } from "./fit.ts";

/** An axis that has a name at each of 0, 1, 2, …, in lines of at most `columns` characters, and no grid. */
export function namesAxis(names: readonly string[], columns: number, more: object = {}) {
  return {
    tickvals: names.map((_, i) => i),
    ticktext: names.map((name) => wrap(name, columns).map(literal).join("<br>")),
    range: [-0.5, names.length - 0.5],
    ticklabeloverflow: "allow", // no name is left out, not even a turned one at the edge
    showgrid: false,
    zeroline: false,
    ...more,
  };
}

/** The same from the top down, as the rows of a table are read. */
export function namesDown(names: readonly string[], columns: number, more: object = {}) {
  return namesAxis(names, columns, { range: [names.length - 0.5, -0.5], ...more });
}
