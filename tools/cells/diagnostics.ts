import type { CellModule } from "./module.ts";

/**
 * What `deno check` or `deno lint` printed about cell modules, told of the cells: each diagnostic
 * once, with "notebooks/….ipynb, cell [7], line 3" in place of a path. `modules` is keyed by file
 * name. Output that names no module comes back as it is, so that nothing is hidden.
 */
export function tellOfCells(output: string, modules: ReadonlyMap<string, CellModule>): string {
  const paragraphs = output.split(/\n\s*\n/).map((paragraph) => paragraph.trimEnd());
  const located = paragraphs.filter((paragraph) => LOCATION.test(paragraph));
  if (located.length === 0) return output;
  const told = located.map((paragraph) =>
    paragraph
      .replace(/^(?:Check |Error linting: ).*\n/gm, "")
      .replace(/^error: |^ +(?=SyntaxError)/g, "")
      .replaceAll(new RegExp(LOCATION, "g"), (whole, name, line) => {
        const origin = modules.get(name)?.origins[Number(line) - 1];
        return origin ? `${origin.place}, line ${origin.line}` : whole;
      })
  );
  return [...new Set(told)].join("\n\n");
}

/** `file:///…/cell_12.ts:7:3`, or `file:///…/cell_12.ts: line 7, col 3` as the linter writes it. */
const LOCATION = /file:\/\/\S*\/(cell_\d+\.ts):(?: line )?(\d+)(?::|, col )\d+/;
