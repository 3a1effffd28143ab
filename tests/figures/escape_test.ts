import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { literal } from "../../lib/figures/escape.ts";
import { lines, logarithmic } from "../../lib/figures/lines.ts";
import { drawStill } from "../../tools/stills/draw.ts";

const hostile = `</script><img/src=x/onerror=alert(1)><a/href="//x">&lt;$5$<b>'q'`;

Deno.test("literal: nothing is left that Plotly would read as markup, entity or maths", () => {
  assertEquals(literal("a<b, $5 & c>d"), "a&#60;b, &#36;5 &#38; c&#62;d");
  assertEquals(literal("δ₁ = 0.25·x"), "δ₁ = 0.25·x");
});

Deno.test("a hostile string stays text in a figure's title, axes and names", async () => {
  const figure = lines({
    title: hostile,
    x: hostile,
    y: logarithmic(hostile),
    measured: { [hostile]: [1, 2, 0], b: [1, 2, 3] },
  });
  assertStringIncludes(figure.alt, hostile, "the alt text is plain text already");
  const svg = await drawStill(figure);
  assert(!/<(a|b|img|script|tspan style)[\s>]/.test(svg));
  const shown = svg.replaceAll("&#60;", "<").replaceAll("&#62;", ">").replaceAll("&amp;", "&");
  assertEquals(shown.split(hostile).length - 1, 5, "title, two axes, the line and its zeros");
});
