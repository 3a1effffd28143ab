import { assertEquals } from "@std/assert";
import { countWorked } from "../lib/mod.ts";

Deno.test("countWorked: the columns of each row whose median passes; what is not finite does not", () => {
  const losses = {
    none: { slow: 2.3, fast: [2.3, NaN, NaN] },
    norm: { slow: [0.1, 0.6, 0.4], fast: [0.1, 0.2, NaN] },
    skip: { slow: [0.1, NaN], fast: Infinity },
  };
  assertEquals(countWorked(losses, (loss) => loss < 0.5), { none: 0, norm: 2, skip: 0 });
});
