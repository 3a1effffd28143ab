/** A place in a lesson: a line of a cell, counted from 1. */
export interface Origin {
  readonly place: string;
  readonly line: number;
}

/** A cell's code, and what to call the cell when something is wrong with it. */
export interface Code {
  readonly place: string;
  readonly source: string;
}

/** TypeScript that says of a cell what TypeScript itself cannot be asked in a notebook. */
export interface CellModule {
  readonly source: string;
  /** Where each line of the source comes from; undefined for lines of our own. */
  readonly origins: readonly (Origin | undefined)[];
}

/** A static import; `deno fmt` puts it at the start of a line. */
const IMPORT = /^import\s[^;]*;/gm;

/**
 * A module that holds a lesson's first cell and one other cell, in a block of its own.
 *
 * Every cell of a lesson must run alone after the first. In this module a name that yet another cell
 * declares is unknown, so TypeScript finds a cell that needs one. The block lets the cell declare a
 * name anew that the first cell has, as a kernel does. Imports may not stand in a block and move out
 * of it, without the names that the first cell imports already.
 */
export function cellModule(first: Code, cell?: Code): CellModule {
  const lines: string[] = [];
  const origins: (Origin | undefined)[] = [];
  const own = (line: string) => {
    lines.push(line);
    origins.push(undefined);
  };
  const copy = (place: string, source: string) => {
    source.split("\n").forEach((line, at) => {
      lines.push(line);
      origins.push({ place, line: at + 1 });
    });
  };

  own("export {};");
  copy(first.place, first.source);
  if (cell) {
    copy(cell.place, onlyImports(cell.source, importedNames(first.source)));
    own("{");
    copy(cell.place, cell.source.replace(IMPORT, blank));
    own("}");
  }
  return { source: lines.join("\n") + "\n", origins };
}

/** The names that a cell's static imports bring, with the module: `sigmoid from "lib/mod.ts"`. */
function importedNames(source: string): Set<string> {
  const names = new Set<string>();
  for (const [statement] of source.matchAll(IMPORT)) {
    const { list, origin } = parts(statement);
    for (const name of list.split(",")) names.add(`${name.trim()} ${origin}`);
  }
  return names;
}

/** The source with everything blanked but its imports, and in these the names known already. */
function onlyImports(source: string, known: Set<string>): string {
  let result = "", end = 0;
  for (const match of source.matchAll(IMPORT)) {
    const { head, list, origin } = parts(match[0]);
    const kept = list.split(",").map((name) =>
      name.trim() === "" || known.has(`${name.trim()} ${origin}`) ? blank(name) : `${name},`
    );
    result += blank(source.slice(end, match.index)) + head + kept.join("") + origin;
    end = match.index + match[0].length;
  }
  return result + blank(source.slice(end));
}

/** `import { a, b } from "m";` in three; an import of another form is all `head`. */
function parts(statement: string): { head: string; list: string; origin: string } {
  const match = statement.match(/^([^{]*\{)([^}]*)(\}.*)$/s);
  if (!match) return { head: statement, list: "", origin: "" };
  return { head: match[1], list: match[2], origin: match[3] };
}

/** As many lines, all empty. */
function blank(text: string): string {
  return text.replace(/[^\n]/g, "");
}
