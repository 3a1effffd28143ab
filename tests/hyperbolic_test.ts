import { assert, assertEquals } from "@std/assert";
import { Random } from "../lib/random.ts";
import { atan } from "../lib/atan.ts";
import { cosh, expm1, sech, sinh } from "../lib/hyperbolic.ts";

const near = (ours: number, exact: number, relative: number, what: string) =>
  assert(
    ours === exact || Math.abs(ours / exact - 1) <= relative,
    `${what} = ${ours}, not ${exact}`,
  );

const known = [
  { name: "expm1", ours: expm1, theirs: Math.expm1, size: 37 },
  { name: "sinh", ours: sinh, theirs: Math.sinh, size: 700 },
  { name: "cosh", ours: cosh, theirs: Math.cosh, size: 700 },
  { name: "sech", ours: sech, theirs: (x: number) => 1 / Math.cosh(x), size: 700 },
  { name: "atan", ours: atan, theirs: Math.atan, size: 5 },
];
for (const { name, ours, theirs, size } of known) {
  Deno.test(`${name} agrees with Math, near zero too`, () => {
    const random = new Random(1), relative = name.endsWith("h") ? 3e-13 : 1e-15;
    for (let i = 0; i < 4000; i++) {
      const x = random.uniform(-size, size);
      near(ours(x), theirs(x), relative, `${name}(${x})`);
    }
    for (const x of [1e-300, 1e-17, -1e-9, 1e-8, 1e-4]) {
      near(ours(x), theirs(x), 1e-15, `${name}(${x})`);
    }
    assertEquals(ours(NaN), NaN);
  });
}
