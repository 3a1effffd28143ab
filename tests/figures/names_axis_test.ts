import { assertEquals } from "@std/assert";
import { namesAxis, namesDown } from "../../lib/figures/names_axis.ts";

Deno.test("an axis of names: one at each whole number, wrapped, as it was written", () => {
  const names = ["batch norm", "none", "a<b"];
  const axis = namesAxis(names, 5, { tickangle: -90 });
  assertEquals<object>(axis, {
    tickvals: [0, 1, 2],
    ticktext: ["batch<br>norm", "none", "a&#60;b"],
    range: [-0.5, 2.5],
    ticklabeloverflow: "allow",
    showgrid: false,
    zeroline: false,
    tickangle: -90,
  });
  assertEquals<object>(namesDown(names, 5, { tickangle: -90 }), { ...axis, range: [2.5, -0.5] });
  assertEquals(namesAxis(names, 5, { range: [0, 9] }).range, [0, 9]);
});
