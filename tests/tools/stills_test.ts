import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { inflateSync } from "node:zlib";
import { figureHtml } from "lib/jupyter/figure_bundle.ts";
import type { Notebook, Output } from "../../tools/notebook.ts";
import { addStills, withStills } from "../../tools/stills.ts";
import { drawStill } from "../../tools/stills/draw.ts";
import { smallPng } from "../../tools/stills/png.ts";
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

Deno.test("a still shows the title, the legend and the lines", async () => {
  const svg = await drawStill(line);
  for (const text of ["It rises", "rises too"]) assert(svg.includes(`>${text}<`), text);
  assertEquals(svg.match(/class="js-line"/g)?.length, 4); // two, and two in the legend
});

/** A PNG of ours with a palette: its size, and the colours that it has, as [red, green, blue]. */
function opened(png: Uint8Array) {
  const view = new DataView(png.buffer, png.byteOffset);
  assertEquals([...png.subarray(0, 4)], [137, 80, 78, 71]);
  const [width, height] = [view.getUint32(16), view.getUint32(20)];
  let palette = new Uint8Array(), packed = new Uint8Array();
  for (let at = 8; at < png.length; at += 12 + view.getUint32(at)) {
    const type = new TextDecoder().decode(png.subarray(at + 4, at + 8));
    const body = png.slice(at + 8, at + 8 + view.getUint32(at));
    if (type === "PLTE") palette = body;
    if (type === "IDAT") packed = body;
  }
  const rows = inflateSync(packed);
  const colourAt = (x: number, y: number) => {
    const place = 3 * rows[y * (width + 1) + 1 + x];
    return [...palette.subarray(place, place + 3)];
  };
  return { width, height, colours: palette.length / 3, colourAt };
}

Deno.test("where no JavaScript runs, a PNG stands for the figure, with its description and its data", async () => {
  const html = await withStills(figureHtml(line));
  assert(html.includes(`<img class="vg-still" width="720" height="400" `));
  const png = Uint8Array.fromBase64(html.match(/src="data:image\/png;base64,([^"]*)"/)![1]);
  const { width, height, colours, colourAt } = opened(png);
  assertEquals([width, height], [1080, 600]);
  assert(colours > 20 && colours <= 256 && png.length < 40_000, `${png.length} bytes`);
  assertEquals(colourAt(0, 0), [255, 255, 255]);
  const drawn = new Set<string>();
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) drawn.add(`${colourAt(x, y)}`);
  for (const colour of ["0,114,178", "213,94,0"]) assert(drawn.has(colour), colour);
  assert(html.includes(`alt="A &lt;rising&gt; line."`));
  assert(html.includes(`<script type="application/json">`));
  assert(!html.includes("vg-alt"));
});

Deno.test("a heat map's still holds its pixels", async () => {
  const png = (await drawStill(heat)).match(/data:image\/png;base64,([^"]+)/);
  const bytes = Uint8Array.fromBase64(png![1]);
  assertEquals([...bytes.subarray(1, 4)], [80, 78, 71]);
});

Deno.test("a small PNG has the pixels' own colours, the 256 most frequent, or those nearest to them", () => {
  const one = opened(smallPng(2, 2, [0, 0, 0, 255, 9, 8, 7, 255, 1, 2, 3, 255, 9, 8, 7, 255]));
  assertEquals([one.width, one.height, one.colours], [2, 2, 3]);
  assertEquals([one.colourAt(1, 0), one.colourAt(0, 1)], [[9, 8, 7], [1, 2, 3]]);
  const grey = (v: number) => [v, v, v, 255], greys = Array.from({ length: 256 }, (_, v) => v);
  const pixels = [...greys, ...greys].flatMap(grey).concat([100, 100, 101, 255]);
  const many = opened(smallPng(513, 1, pixels));
  assertEquals([many.colours, many.colourAt(512, 0)], [256, [100, 100, 100]]);
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
