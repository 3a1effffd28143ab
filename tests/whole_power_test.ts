import { assertEquals } from "@std/assert";
import { power, wholePower } from "../lib/whole_power.ts";

Deno.test("power: exact where the result is", () => {
  for (let n = 0; n <= 22; n++) assertEquals(power(10, n), Number(`1e${n}`));
  for (let n = 0; n <= 1074; n++) assertEquals(power(0.5, n), 2 ** -n);
  assertEquals([power(-3, 3), power(7, 0), power(0, 0), power(0, 5)], [-27, 1, 1, 0]);
  assertEquals([power(10, 400), power(0.1, 400)], [Infinity, 0]);
});

Deno.test("wholePower: anything that can be multiplied, with few products", () => {
  let products = 0;
  const join = (a: string, b: string) => (products++, a + b);
  assertEquals(wholePower("ab", 13, "", join), "ab".repeat(13));
  assertEquals(products, 6); // 13 = 8 + 4 + 1: three squares, three products
});
