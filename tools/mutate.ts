/**
 * Breaks the course on purpose and looks whether its tests notice: `deno run -A tools/mutate.ts`, or
 * with words that must occur in a mutation's description. Works on a copy of the tree in a temporary
 * folder; exit code 1 when a mistake went unnoticed. Takes minutes, and is no part of the tests.
 */
import { dirname, join } from "node:path";
import { type Mutation, mutations } from "./mutate/mutations.ts";
import { runCommand } from "./testing/command.ts";

const wanted = mutations.filter(({ what }) => Deno.args.every((word) => what.includes(word)));
const folder = join(await Deno.makeTempDir(), "course");
await copyTree(folder);
Deno.chdir(folder);
await runCommand(Deno.execPath(), ["install", "--quiet"]);

/** Scripts that pass while nothing is broken; only these can notice anything. */
const passes = new Map<string, boolean>();
let unnoticed = 0;
for (const mutation of wanted) {
  const verdict = await tryOut(mutation);
  if (verdict !== "noticed") unnoticed++;
  console.log(`${verdict === "noticed" ? "✓" : "✗"} ${mutation.what}: ${verdict}`);
}
await Deno.remove(dirname(folder), { recursive: true });
console.log(`${wanted.length - unnoticed} noticed, ${unnoticed} not`);
Deno.exit(unnoticed > 0 ? 1 : 0);

async function tryOut({ file, find, replace, noticedBy }: Mutation): Promise<string> {
  const key = noticedBy.join(" ");
  if (!passes.has(key)) passes.set(key, await succeeds(noticedBy));
  if (!passes.get(key)) return `${key} fails even when nothing is broken`;

  const whole = await Deno.readTextFile(file);
  const broken = whole.replace(find, replace);
  if (broken === whole) return `there is nothing like ${find} in ${file} any more`;
  await Deno.writeTextFile(file, broken);
  try {
    return await succeeds(noticedBy) ? `not noticed by ${key}` : "noticed";
  } finally {
    await Deno.writeTextFile(file, whole);
  }
}

async function succeeds(script: readonly string[]): Promise<boolean> {
  const { ok } = await runCommand(Deno.execPath(), ["run", "--no-lock", "-A", ...script]);
  return ok;
}

/** Copies what git keeps or would keep; what set-up makes is made anew. */
async function copyTree(target: string): Promise<void> {
  const list = ["ls-files", "--cached", "--others", "--exclude-standard", "-z"];
  const { output } = await runCommand("git", list);
  for (const path of output.split("\0").filter((path) => path !== "")) {
    await Deno.mkdir(dirname(join(target, path)), { recursive: true });
    await Deno.copyFile(path, join(target, path)).catch(() => {}); // deleted, not yet committed
  }
}
