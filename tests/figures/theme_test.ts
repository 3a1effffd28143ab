import { assert, assertEquals } from "@std/assert";
import type { Figure } from "lib/figures/figure.ts";
import { fitted, wrap } from "lib/figures/fit.ts";
import { colours, measured, themed, theory } from "lib/figures/theme.ts";
import { contrast, leastDifference } from "./contrast.ts";

const figure: Figure = {
  data: [{ y: Float64Array.of(1, 2), ...measured(0) }, { y: [1], ...theory() }],
  layout: { title: { text: "A title of several words that says what was found" } },
  alt: "Two series.",
};

for (const page of ["light", "dark"] as const) {
  Deno.test(`on a ${page} page, text and the first series stand out from the paper`, () => {
    const { data, layout } = themed(figure, page);
    const { template } = layout as { template: typeof import("lib/figures/theme.ts").template };
    const paper = template.layout.paper_bgcolor;
    const line = (index: number) => (data[index].line as { color: string }).color;
    assert(contrast(template.layout.font.color, paper) > 7);
    assert(contrast(line(0), paper) > 3, `${line(0)} on ${paper}`);
    assert(contrast(line(1), paper) > 7, "theory is drawn in ink");
  });
}

const six = [0, 1, 2, 3, 4, 5];
for (const page of ["light", "dark"] as const) {
  Deno.test(`on a ${page} page, all six series stand out from the paper, for every eye`, () => {
    const { data, layout } = themed({ ...figure, data: six.map(measured) }, page);
    const paper = (layout.template as typeof import("lib/figures/theme.ts").template)
      .layout.paper_bgcolor;
    const series = data.map(({ line, marker }) => {
      assertEquals((marker as { color: string }).color, (line as { color: string }).color);
      return (line as { color: string }).color;
    });
    for (const colour of series) {
      assert(contrast(colour, paper) >= 3, `${colour}: ${contrast(colour, paper)} on ${paper}`);
    }
    for (const [i, colour] of series.entries()) {
      for (const other of series.slice(i + 1)) {
        const difference = leastDifference(colour, other);
        assert(difference > 15.5, `${colour} and ${other}: ${difference}`);
      }
    }
  });
}

Deno.test("as Okabe and Ito made them, orange and sky are too pale for lines on white", () => {
  assert(contrast("#e69f00", "#ffffff") < 3 && contrast("#56b4e9", "#ffffff") < 3);
  // only just dark enough, orange could not be told from vermillion
  assert(contrast("#c58700", "#ffffff") > 3 && leastDifference("#c58700", colours.vermillion) < 7);
});

Deno.test("a theme leaves the figure given, and its numbers, alone", () => {
  const dark = themed(figure, "dark");
  assertEquals(dark.data[0].y, figure.data[0].y);
  assertEquals((figure.data[0].line as { color: string }).color, colours.blue);
});

Deno.test("theory is dashed and a measurement is not; neighbours differ in marker too", () => {
  assertEquals((theory(0).line as { dash: string }).dash, "dash");
  assertEquals("dash" in (measured(0).line as object), false);
  const symbols = six.map((i) => (measured(i).marker as { symbol: string }).symbol);
  assertEquals(new Set(symbols).size, 6);
});

Deno.test("a title is wrapped at spaces to the width there is", () => {
  assertEquals(wrap("one two three", 7), ["one two", "three"]);
  assertEquals(wrap("one<br>two", 70), ["one", "two"]);
  assertEquals(wrap("extraordinarily long", 5), ["extraordinarily", "long"]);
  assertEquals(wrap("a\u00a0b c\u202fd", 4), ["a\u00a0b", "c\u202fd"]);
  const lines = (width: number) =>
    (fitted(figure, width).layout.title as { text: string }).text.split("<br>").length;
  assertEquals(lines(1600), 1);
  assert(lines(280) > 1);
});

Deno.test("a title of several lines is set lower, where Plotly would cut its first line off", () => {
  const top = (width: number) =>
    (fitted(figure, width).layout.title as { pad: { t: number } }).pad.t;
  assertEquals([top(1600), top(280)], [10, 10 + 0.7 * 14]);
});

Deno.test("an axis's title that is longer than its axis is wrapped", () => {
  const axes = {
    xaxis: { title: { text: "block, or layer without skip connections", standoff: 3 } },
    yaxis: { title: { text: "update-to-weight ratio of a layer (log scale)" }, type: "log" },
    yaxis2: { title: { text: "a share of all units" }, domain: [0, 0.3] },
  };
  const titles = (width: number) => {
    const { layout } = fitted({ ...figure, layout: { ...figure.layout, ...axes } }, width);
    return ["xaxis", "yaxis", "yaxis2"].map((name) => (layout[name] as typeof axes.xaxis).title);
  };
  assertEquals(titles(1000).map(({ text }) => text.split("<br>").length), [1, 2, 2]);
  assertEquals(titles(360), [
    { text: "block, or layer without skip<br>connections", standoff: 3 },
    { text: "update-to-weight ratio of a layer<br>(log\u00a0scale)" },
    { text: "a share of<br>all units" },
  ] as never);
});

Deno.test("names that have no room side by side stand upright, each in one line", () => {
  const names = { ticktext: ["sigmoid,<br>Xavier", "ReLU,<br>He", "none"] };
  const axis = (width: number) => {
    const { layout } = fitted({ ...figure, layout: { ...figure.layout, xaxis: names } }, width);
    return layout.xaxis;
  };
  assertEquals(axis(600), names);
  const turned = { tickangle: -90, ticktext: ["sigmoid, Xavier", "ReLU, He", "none"] };
  assertEquals(axis(240), turned);
});

Deno.test("a figure's own margin, legend and type win over the fitted ones", () => {
  const own = { ...figure, layout: { margin: { l: 1 }, legend: { x: 0.5 }, font: { size: 9 } } };
  const { margin, legend, font } = fitted(own, 300).layout as Record<string, never>;
  assertEquals([margin["l"], legend["x"], font["size"]], [1, 0.5, 9]);
});
