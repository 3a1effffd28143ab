/**
 * The same seed gives the same bits on every machine. What this relies on: IEEE 754 fixes the result of
 * + − × ÷ √ in float64 to the last bit, and JavaScript uses them as they are, in the order in which they
 * are written, without fusing two into one. Everything else (exp, log, tanh, cos, erf, random numbers)
 * is made of these in lib. So the proof has two halves: one training's bits are pinned here, and no file
 * of the engine calls a function of Math whose bits the language leaves open.
 */
import { assert, assertEquals } from "@std/assert";
import { fingerprint, trainSmall } from "./small_training.ts";

const BITS = "1cc4f75b07f85dda4951bf0cc5339bcee910b88a91d1b229e04bf60d6020bc7e";

Deno.test("the bits of a small training are these", async () => {
  const numbers = trainSmall();
  assert(numbers.every(Number.isFinite));
  assertEquals(await fingerprint(numbers), BITS);
});

/** Exact, or rounded correctly, by the language's own definition. */
const EXACT =
  "abs ceil floor fround imul clz32 max min round sign sqrt trunc E PI LN2 LN10 SQRT2 SQRT1_2";

/** Figures and pages draw what was computed; their bits are nobody's business. */
const APART = ["lib/figures/", "lib/jupyter/", "lib/explorers/", "lib/format.ts"];

Deno.test("the engine calls no function of Math whose bits may differ", async () => {
  const exact = new Set(EXACT.split(" ")), root = new URL("../../", import.meta.url);
  let files = 0;
  for await (const file of sources("lib", root)) {
    if (APART.some((path) => file.startsWith(path))) continue;
    const text = await Deno.readTextFile(new URL(file, root));
    const code = text.replace(/\/\*[^]*?\*\/|\/\/.*/g, "");
    for (const [call, name] of code.matchAll(/\bMath\.(\w+)/g)) {
      assert(exact.has(name), `${file} calls ${call}, whose bits differ between machines`);
    }
    // Powers of two (2 ** 27) are exact; ** 2 and the like are not promised to be.
    for (const [power, base] of code.matchAll(/([\w)\]]+)\s*\*\*/g)) {
      assert(base === "2", `${file} has ${power}, whose bits differ between machines`);
    }
    files++;
  }
  assert(files > 40, `only ${files} files were read`);
});

async function* sources(folder: string, root: URL): AsyncGenerator<string> {
  for await (const { name, isDirectory } of Deno.readDir(new URL(`${folder}/`, root))) {
    const path = `${folder}/${name}`;
    if (isDirectory) yield* sources(path, root);
    else if (name.endsWith(".ts")) yield path;
  }
}
