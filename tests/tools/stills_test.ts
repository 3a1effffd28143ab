import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { figureHtml } from "lib/jupyter/figure_bundle.ts";
import type { Notebook, Output } from "../../tools/notebook.ts";
import { addStills, withStills } from "../../tools/stills.ts";
import { affineOf, mapped } from "../../tools/stills/affine.ts";
import { pathLength, pathPoints, pointAlong } from "../../tools/stills/path.ts";

const line = {
  data: [{ y: [1, 10, 100], name: "rises" }, { y: [2, 20, 200], name: "rises too" }],
  layout: { title: { text: "It rises" }, yaxis: { type: "log" } },
  alt: "A <rising> line.",
};
const heat = {
  data: [{ type: "heatmap", z: [[0, 1], [2, 3]] }],
  layout: {},
  alt: "Four squares.",
};

function picture(html: string): string {
  const address = html.match(/src="data:image\/svg\+xml;base64,([^"]*)"/)![1];
  return new TextDecoder().decode(Uint8Array.fromBase64(address));
}

Deno.test("a still shows the title, the legend and the lines, and keeps the figure's data", async () => {
  const html = await withStills(figureHtml(line));
  const svg = picture(html);
  for (const text of ["It rises", "rises too"]) assert(svg.includes(`>${text}<`), text);
  assertEquals(svg.match(/class="js-line"/g)?.length, 4); // two, and two in the legend
  assert(html.includes(`alt="A &lt;rising&gt; line."`));
  assert(html.includes(`<script type="application/json">`));
  assert(!html.includes("vg-alt"));
});

Deno.test("a heat map's still holds its pixels", async () => {
  const png = picture(await withStills(figureHtml(heat))).match(/data:image\/png;base64,([^"]+)/);
  const bytes = Uint8Array.fromBase64(png![1]);
  assertEquals([...bytes.subarray(1, 4)], [80, 78, 71]);
});

Deno.test("stills are the same bytes each time, and are not made twice", async () => {
  const shown = (html: string): Output => ({
    output_type: "display_data",
    data: { "text/html": html },
    metadata: {},
  });
  const printed: Output = { output_type: "stream", name: "stdout", text: "printed" };
  const notebook: Notebook = {
    cells: [
      { cell_type: "markdown", id: "a", source: "text", metadata: {} },
      {
        cell_type: "code",
        id: "b",
        source: "",
        metadata: {},
        execution_count: 1,
        outputs: [shown(figureHtml(line)), printed, shown(figureHtml(heat))],
      },
    ],
    metadata: {},
    nbformat: 4,
    nbformat_minor: 5,
  };
  const before = structuredClone(notebook);
  const once = await addStills(notebook);
  assertEquals(JSON.stringify(once).match(/vg-still/g)?.length, 2);
  assertEquals(await addStills(notebook), once);
  assertEquals(await addStills(once), once);
  assertEquals(notebook, before);
});

Deno.test("SVG maps: first the last, then the first", () => {
  const box = { left: 0, top: 0, right: 2, bottom: 1 };
  const turned = mapped(affineOf("translate(10,20)rotate(90)"), box)!;
  assertAlmostEquals(turned.left, 9);
  assertAlmostEquals(turned.top, 20);
  assertAlmostEquals(turned.right, 10);
  assertAlmostEquals(turned.bottom, 22);
});

Deno.test("SVG paths: points, length, a point along", () => {
  const points = pathPoints("M0,0H3V4L6,8h1v-1e0Z");
  assertEquals(points, [[0, 0], [3, 0], [3, 4], [6, 8], [7, 8], [7, 7]]);
  assertEquals(pathLength(points.slice(0, 4)), 12);
  assertEquals(pointAlong(points, 5), [3, 2]);
});
