import { assert, assertEquals } from "@std/assert";

/** What plain_typescript.ts prints, and what it says beside it. */
async function bits(...args: string[]): Promise<{ bits: string; said: string }> {
  const script = new URL("plain_typescript.ts", import.meta.url).href;
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-lock", "--no-check", "-A", script, ...args],
  }).output();
  const said = new TextDecoder().decode(stderr);
  assert(success, said);
  return { bits: new TextDecoder().decode(stdout), said };
}

Deno.test("where WebAssembly is missing the same bits come out, and it is said once", async () => {
  const fast = await bits(), plain = await bits("plain");
  assertEquals(fast.bits.trim().split("\n").length, 9);
  assertEquals(plain.bits, fast.bits);
  assertEquals(plain.said.split("all goes on in plain TypeScript").length - 1, 1, plain.said);
  assert(!fast.said.includes("plain TypeScript"), fast.said);
});
