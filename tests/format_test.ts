import { assertEquals } from "@std/assert";
import { formatNumber, typesetNumber } from "../lib/format.ts";

Deno.test("numbers for people", () => {
  const cases: [number, string, string][] = [
    [0.25, "0.25", "0.25"],
    [1024, "1024", "1000"],
    [9.5367e-7, "9.537e-7", "9.5·10⁻⁷"],
    [1e-12, "1e-12", "10⁻¹²"],
    [-2.5e30, "-2.5e30", "-2.5·10³⁰"],
    [1e6, "1e6", "10⁶"],
    [0.001, "0.001", "0.001"],
    [0, "0", "0"],
    [NaN, "NaN", "NaN"],
    [-Infinity, "-Infinity", "-Infinity"],
  ];
  for (const [value, plain, typeset] of cases) {
    assertEquals([formatNumber(value), typesetNumber(value)], [plain, typeset]);
  }
});
