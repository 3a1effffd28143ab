import { runCommand } from "./command.ts";

/** Where the import map is written, and where it points from there. */
const PATH = ".cache/import_map.json";

interface Configuration {
  readonly imports: Record<string, string>;
}

/**
 * The arguments that make `@std/assert` resolve. It lives on JSR only: where JSR (or Deno's cache of
 * it) has it, none are needed and deno.lock vouches for it; elsewhere an import map puts our
 * stand-in in its place, and a line says so.
 */
export async function assertArguments(deno: string): Promise<string[]> {
  const configuration: Configuration = JSON.parse(await Deno.readTextFile("deno.json"));
  const wanted = configuration.imports["@std/assert"];
  const { ok } = await runCommand(deno, ["cache", "--quiet", wanted], { timeoutMinutes: 0.5 });
  if (ok) return [];

  console.log(`JSR cannot be reached: tools/assert stands in for ${wanted}.`);
  await Deno.mkdir(".cache", { recursive: true });
  const map = { imports: withStandIn(configuration.imports) };
  await Deno.writeTextFile(PATH, JSON.stringify(map, null, 2) + "\n");
  return [`--import-map=${PATH}`];
}

/**
 * The imports of deno.json, as an import map in `.cache/` needs them: this map replaces those
 * wholly, has its paths relative to itself, and does not know by itself that `katex/…` lies in
 * `katex`.
 */
function withStandIn(imports: Record<string, string>): Record<string, string> {
  const map: Record<string, string> = {};
  for (const [name, target] of Object.entries(imports)) {
    if (target.startsWith("./")) map[name] = `.${target}`;
    else map[name] = target;
    if (target.startsWith("npm:")) map[`${name}/`] = `${target.replace("npm:", "npm:/")}/`;
  }
  return { ...map, "@std/assert": "../tools/assert/mod.ts" };
}
