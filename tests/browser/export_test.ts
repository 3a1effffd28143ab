/// <reference lib="dom" />
/** The exported page, opened from a file in a real browser with the network cut. */
import { assert, assertEquals } from "@std/assert";
import { dirname, join } from "node:path";
import type { Browser, Page } from "playwright-core";
import chain from "lib/explorers/chain.ts";
import { startValues, type Values } from "lib/explorers/explorer.ts";
import { figuresDrawn, startBrowser, type Watch, watch } from "../../tools/browser.ts";
import { exportPage, fixture, folder, lesson, noBrowser, runIn } from "./pages.ts";
import { redrawsOfBareChart } from "./redraw.ts";

interface View {
  readonly width?: number;
  readonly colorScheme?: "light" | "dark";
  readonly javaScriptEnabled?: boolean;
}

let browser: Browser;
const pages: Record<string, string> = {};

async function open(address: string, view: View = {}): Promise<{ page: Page; seen: Watch }> {
  const { width = 800, ...options } = view;
  const page = await browser.newPage({ ...options, viewport: { width, height: 900 } });
  await page.context().setOffline(true);
  const seen = watch(page);
  await page.goto(address);
  if (view.javaScriptEnabled !== false) await figuresDrawn(page);
  return { page, seen };
}

/** Wait until the explorer's spoken sentence is this one; fail with the one it is. */
async function says(page: Page, sentence: string): Promise<void> {
  const status = page.locator(".vg-status").first();
  const end = performance.now() + 5000;
  while (await status.textContent() !== sentence && performance.now() < end) {
    await page.waitForTimeout(20);
  }
  assertEquals(await status.textContent(), sentence);
}

function expected(values: Partial<Values<typeof chain.controls>>): string {
  return chain.figure({ ...startValues(chain), ...values }).alt;
}

function test(name: string, body: () => Promise<void>): void {
  // Playwright keeps its connection to the browser between the tests.
  const options = { sanitizeOps: false, sanitizeResources: false, ignore: noBrowser };
  Deno.test({ name, fn: body, ...options });
}

/** Go through the page as a reader does, so that each figure is drawn as it should be now. */
async function readThrough(page: Page): Promise<void> {
  for (const figure of await page.locator("[data-vg-figure]").all()) {
    await figure.evaluate((element) => element.scrollIntoView({ block: "center" }));
    await page.waitForTimeout(150);
  }
}

/** How every figure is drawn: its background, and its width if all have the same. */
function drawings(page: Page): Promise<[papers: string[], widths: number[]]> {
  return page.evaluate(() => {
    const all = [
      ...document.querySelectorAll<SVGElement>("[data-vg-figure] .main-svg:first-child"),
    ];
    return [
      [...new Set(all.map((svg) => svg.style.background))],
      [...new Set(all.map((svg) => svg.getBoundingClientRect().width))],
    ];
  });
}
const white = "rgb(255, 255, 255)", black = "rgb(17, 17, 17)";

test("the fixture and the lesson are run and exported", async () => {
  browser = await startBrowser();
  pages.fixture = await exportPage(await runIn(folder, fixture), "fixture");
  pages.lesson = await exportPage(await runIn(folder, lesson), "lesson");
});

for (const name of ["fixture", "lesson"]) {
  for (const colorScheme of ["light", "dark"] as const) {
    test(`${name}, ${colorScheme}: no request, no complaint, every figure drawn`, async () => {
      const { page, seen } = await open(pages[name], { colorScheme });
      assertEquals(seen, { requests: [], complaints: [] });
      assert(await page.locator("[data-vg-figure]").count() >= 5);
      assertEquals(await page.locator("[data-vg-figure] > :is(.vg-alt, .vg-still)").count(), 0);
      const colours = await page.evaluate(() => {
        const paper = document.querySelector<SVGElement>("[data-vg-figure] .main-svg")!;
        return [paper.style.background, getComputedStyle(document.body).backgroundColor];
      });
      const paper = colorScheme === "light" ? "rgb(255, 255, 255)" : "rgb(17, 17, 17)";
      assertEquals(colours, [paper, paper]);
      await page.close();
    });
  }

  test(`${name}: formulas are typeset, and no dollar sign is left in the prose`, async () => {
    const { page } = await open(pages[name]);
    await page.locator(".katex").first().waitFor();
    assert(await page.locator(".katex").count() > 3);
    assertEquals(await page.locator(".katex-error").count(), 0);
    const prose = await page.locator(".jp-RenderedMarkdown, .jp-RenderedLatex").allInnerTexts();
    assertEquals(prose.filter((text) => text.includes("$")), []);
    await page.close();
  });

  for (const width of [320, 800, 1600]) {
    test(`${name} fits ${width} pixels: nothing sticks out sideways`, async () => {
      const { page } = await open(pages[name], { width });
      const [wide, figures] = await page.evaluate(() => [
        document.documentElement.scrollWidth,
        Math.max(
          ...[...document.querySelectorAll("[data-vg-figure] .main-svg")]
            .map((svg) => svg.getBoundingClientRect().right),
        ),
      ]);
      assert(wide <= width, `the page is ${wide} wide`);
      assert(figures <= width, `a figure ends at ${figures}`);
      await page.close();
    });
  }

  test(`${name} without JavaScript: a picture stands for each figure`, async () => {
    const { page, seen } = await open(pages[name], { javaScriptEnabled: false });
    const figures = page.locator("[data-vg-figure]");
    assertEquals(await figures.locator("> img.vg-still").count(), await figures.count());
    for (const picture of await figures.locator("> img.vg-still").all()) {
      assert((await picture.getAttribute("alt"))!.length > 5);
      assert((await picture.boundingBox())!.height > 100);
    }
    assertEquals(seen.requests, []);
    await page.close();
  });

  test(`${name}: the explorer answers the keyboard and the mouse with the library's numbers`, async () => {
    const { page, seen } = await open(pages[name]);
    await says(page, expected({}));

    const controls = page.locator(".vg-controls").first();
    const depth = controls.getByLabel("depth");
    await depth.focus();
    for (let presses = 0; presses < 3; presses++) await page.keyboard.press("ArrowRight");
    await says(page, expected({ depth: 23 }));

    await controls.getByLabel("activation").selectOption("tanh");
    await says(page, expected({ depth: 23, activation: "tanh" }));

    const slider = controls.getByLabel("weight");
    const box = (await slider.boundingBox())!;
    await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
    const weight = Number(await slider.inputValue());
    assert(weight > 3 && weight < 5, `the middle of the weight's slider is ${weight}`);
    await says(page, expected({ depth: 23, activation: "tanh", weight }));

    await controls.getByRole("button", { name: "reset" }).click();
    await says(page, expected({}));
    assertEquals(seen, { requests: [], complaints: [] });
    await page.close();
  });
}

test("the switch overrules the reader's system, for figures and page alike, and is remembered", async () => {
  const { page } = await open(pages.lesson, { colorScheme: "dark" });
  const look = async () => {
    await readThrough(page);
    const [papers] = await drawings(page);
    const body = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    return [...new Set([...papers, body])];
  };
  assertEquals(await look(), [black]);
  await page.getByRole("button", { name: "Light colours" }).click();
  assertEquals(await look(), [white]);

  await page.reload();
  await figuresDrawn(page);
  assertEquals(await look(), [white], "after a reload");
  await page.emulateMedia({ colorScheme: "light" });
  await page.getByRole("button", { name: "Dark colours" }).click();
  assertEquals(await look(), [black], "and the other way round");
  await page.close();
});

test("printed from a dark page, figures are light and fit the sheet, also those out of sight", async () => {
  const { page } = await open(pages.lesson, { colorScheme: "dark", width: 1600 });
  await page.emulateMedia({ media: "print" });
  await page.evaluate(() => void dispatchEvent(new Event("beforeprint")));
  assertEquals(await drawings(page), [[white], [640]]);
  assert(!await page.locator(".vg-theme, .vg-contents, .vg-controls").first().isVisible());
  await page.emulateMedia({ media: "screen" });
  await page.evaluate(() => void dispatchEvent(new Event("afterprint")));
  await readThrough(page);
  assertEquals((await drawings(page))[0], [black]);
  await page.close();
});

test("the contents stand beside a wide page, and folded above a narrow one, without JavaScript", async () => {
  for (const [width, wide] of [[1400, true], [800, false]] as const) {
    const { page } = await open(pages.lesson, { width, javaScriptEnabled: false });
    const contents = page.getByRole("navigation", { name: "Contents", exact: true });
    if (!wide) await contents.locator("summary").click();
    await contents.getByRole("link", { name: "Exercises" }).click();
    assert(page.url().endsWith("#Exercises"), page.url());
    const heading = await page.locator("h2#Exercises").boundingBox();
    assert(heading!.y >= 0 && heading!.y < 200, `the heading is at ${heading!.y}`);
    if (wide) assert((await contents.getByRole("link").first().boundingBox())!.y > 0, "it is gone");
    await page.close();
  }
});

test("a dollar sign in an output is a dollar sign, not maths", async () => {
  const { page } = await open(pages.fixture);
  assertEquals(await page.locator(".vg-table caption").innerText(), "The bound costs $5 or $6");
  assertEquals(await page.locator(".jp-RenderedHTML .katex").count(), 0);
  await page.close();
});

test("no figure offers to send itself anywhere", async () => {
  const { page } = await open(pages.fixture);
  const labels = await page.locator(".modebar-btn").evaluateAll((
    all,
  ) => [...new Set(all.map((button) => button.getAttribute("data-title")))]);
  assertEquals(labels, ["Download plot as a PNG", "Zoom", "Pan", "Reset axes"]);
  await page.close();
});

test("where there is no mouse, no buttons cover a title", async () => {
  const telephone = { isMobile: true, hasTouch: true, viewport: { width: 400, height: 800 } };
  const page = await browser.newPage(telephone);
  await page.goto(pages.fixture);
  await figuresDrawn(page);
  assertEquals(await page.evaluate(() => matchMedia("(hover: none)").matches), true);
  assertEquals(await page.locator(".modebar-btn").count(), 0);
  await page.close();
});

test("hostile text in a figure runs nothing and breaks nothing", async () => {
  const { page } = await open(pages.fixture);
  assertEquals(await page.title(), "A page to test with");
  const alts = await page.locator("[data-vg-figure]").evaluateAll((all) =>
    all.map((figure) => figure.getAttribute("aria-label"))
  );
  assert(alts.some((alt) => alt!.includes(`</script><script>document.title = 'broken'</script>`)));
  await page.close();
});

test("hostile words stay words: title, axes, names, table, formula, explorer, printed lines", async () => {
  const notebook = await runIn(folder, join(dirname(fixture), "hostile.ipynb"));
  const { page, seen } = await open(await exportPage(notebook, "hostile"));
  const words = `</script><img src=x onerror="document.title='broken'"><b>'q'</b> $5 & $6`;
  assertEquals(await page.title(), "Hostile words");
  assertEquals(await page.locator("main :is(img, a[href^='javascript'])").count(), 0);

  const figure = page.locator("[data-vg-figure]").first();
  const texts = await figure.locator("svg text").evaluateAll((all) =>
    all.map((text) => [...text.childNodes].map((part) => part.textContent).join(" "))
  );
  const places = texts.filter((text) => text.replaceAll(/\s+/g, " ").includes(words));
  assertEquals(
    places.length,
    5,
    `title, two axes, the line and its zeros, in: ${texts.join("\n")}`,
  );
  assert((await figure.getAttribute("aria-label"))!.startsWith(words));

  const table = page.locator(".vg-table");
  for (const part of ["caption", "th", "td"]) {
    assertEquals(await table.locator(part).textContent(), words);
  }
  const printed = await page.locator(".jp-OutputArea-output pre").allTextContents();
  assert(printed.some((text) => text.includes(`✓ ${words}: 1`)), printed.join("\n"));
  assert(printed.some((text) => text.trim() === words), printed.join("\n"));
  assertEquals(seen, { requests: [], complaints: [] });
  await page.close();
});

test("numbers reach the page exactly, NaN and infinity included", async () => {
  const { page } = await open(pages.fixture);
  const [small, odd] = await page.evaluate(() => {
    const plots = [...document.querySelectorAll(".js-plotly-plot")] as unknown as {
      data: { name: string; y: unknown }[];
      calcdata: unknown;
      _fullData: { name: string; y: ArrayLike<number> }[];
    }[];
    const traces = plots.flatMap((plot) => plot._fullData);
    const find = (name: string) =>
      Array.from(traces.find((trace) => trace.name.includes(name))!.y, String);
    return [find("measured"), find("</script>")];
  });
  assertEquals(small.map(Number), Array.from({ length: 40 }, (_, i) => 0.23 ** (i + 1)));
  assertEquals(odd, ["1", "NaN", "3", "Infinity", "2"]);
  await page.close();
});

test("figures follow the reader's theme and the window's width while the page is open", async () => {
  const { page } = await open(pages.fixture, { colorScheme: "light", width: 1600 });
  const paper = () =>
    page.evaluate(() => {
      const svg = document.querySelector<SVGElement>("[data-vg-figure] .main-svg")!;
      return [svg.style.background, svg.getBoundingClientRect().width <= innerWidth];
    });
  assertEquals(await paper(), ["rgb(255, 255, 255)", true]);
  await page.emulateMedia({ colorScheme: "dark" });
  await page.waitForTimeout(500);
  assertEquals(await paper(), ["rgb(17, 17, 17)", true]);
  await page.setViewportSize({ width: 400, height: 800 });
  await page.waitForTimeout(500);
  assertEquals(await paper(), ["rgb(17, 17, 17)", true]);
  await page.close();
});

test("the explorer is redrawn in the time of five bare charts", async () => {
  const { page } = await open(pages.fixture);
  const charts = await redrawsOfBareChart(page.locator("[data-vg-explorer]"));
  assert(charts < 5, `${charts.toFixed(1)} bare charts`);
  await page.close();
});

test("the browser closes", async () => {
  await browser.close();
  await Deno.remove(folder, { recursive: true });
});
