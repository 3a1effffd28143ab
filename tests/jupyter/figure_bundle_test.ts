import { assert, assertEquals, assertThrows } from "@std/assert";
import type { Figure } from "lib/figures/figure.ts";
import { escapeHtml, scriptJson } from "lib/jupyter/escape.ts";
import { figureBundle, figureHtml } from "lib/jupyter/figure_bundle.ts";

const hostile = `</script><script>alert(1)</script><!-- "x" 'y' & \u2028 $z$`;
const figure: Figure = {
  data: [{ y: [1, 2], name: hostile }],
  layout: { title: { text: hostile } },
  alt: hostile,
};

Deno.test("hostile text stays text: no tag of its own, and the same after parsing", () => {
  const html = figureHtml(figure);
  assertEquals(html.match(/<script/g)?.length, 1);
  assertEquals(html.match(/<\/script>/g)?.length, 1);
  assert(!html.includes("<!--"));
  const json = html.match(/<script type="application\/json">(.*)<\/script>/s)![1];
  assertEquals(JSON.parse(json), { ...figure });
});

Deno.test("escapes", () => {
  assertEquals(escapeHtml(`<a b="c">'&`), "&lt;a b=&quot;c&quot;&gt;&#39;&amp;");
  assertEquals(scriptJson("</"), String.raw`"\u003c/"`);
});

Deno.test("the bundle has three forms, and its alt text stands in two of them", () => {
  const bundle = figureBundle({ ...figure, alt: "It falls." });
  assertEquals(Object.keys(bundle), [
    "text/html",
    "application/vnd.plotly.v1+json",
    "text/plain",
  ]);
  assertEquals(bundle["text/plain"], "It falls.");
  const html = String(bundle["text/html"]);
  assert(html.includes(`role="img" aria-label="It falls."`));
  assert(html.includes(`<p class="vg-alt">It falls.</p>`));
});

Deno.test("the same figure gives the same bytes, with no id by chance or by time", () => {
  assertEquals(JSON.stringify(figureBundle(figure)), JSON.stringify(figureBundle(figure)));
  assert(!figureHtml(figure).includes(" id="));
});

Deno.test("a figure above 2 MB is refused, with what to do", () => {
  const heavy = { ...figure, data: [{ mode: "markers", y: new Float64Array(150_000) }] };
  assertThrows(() => figureBundle(heavy), RangeError, "Thin its data");
  assertThrows(() => figureBundle(heavy), RangeError, "one point in 3");
  figureBundle({ ...figure, data: [{ mode: "markers", y: new Float64Array(60_000) }] }); // 1.3 MB: fine
});
