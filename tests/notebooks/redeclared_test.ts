/** The rule of lesson_test.ts that no cell changes what a function of the first cell sees. */
import { assertEquals } from "@std/assert";
import { redeclared } from "./redeclared.ts";

const FIRST = `
import { mlp, type Network, relu, show } from "lib/mod.ts";
const x = 1, y = 2, { z, w: [v] } = { z: 3, w: [4] }, depth: number = 5, unread = x + y;
let options = { width: 6 };
function make(depth: number, { y } = { y: 1 }) {
  const z = y;
  return mlp({ depth, y: z, x, ...options }) as Network;
}
const twice = (a: number) => make(a).depth + [1].map((one) => one + v).length;
type width = number;
show(unread);
`;

Deno.test("a name that a helper reads may not be declared anew", () => {
  const hits = (source: string) => redeclared(FIRST, source);
  assertEquals(hits("const x = 2;"), ["x"]);
  assertEquals(hits("let { options } = { options: 1 };"), ["options"]);
  assertEquals(hits("const [{ a: v = 3 }, ...mlp] = [];"), ["v", "mlp"]);
  assertEquals(hits("function make() {}"), ["make"]);
  assertEquals(hits("class mlp {}"), ["mlp"]);
});

Deno.test("what no helper reads may be, and what is declared within a block or a function", () => {
  const hits = (source: string) => redeclared(FIRST, source);
  assertEquals(
    hits("const y = 1, z = 2, depth = 3, unread = 4, twice = 5, show = 6, relu = 7;"),
    [],
  );
  assertEquals(hits("const Network = 1, width = 2, w = 3, one = 4, a = 5;"), []);
  assertEquals(hits('import { mlp } from "lib/mod.ts";\nx;'), []);
  assertEquals(hits("for (const x of []) x;\n{ const x = 1; x; }"), []);
  assertEquals(hits("const f = (x: number) => { const mlp = x; return mlp; };"), []);
});
