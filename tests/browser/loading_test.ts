/// <reference lib="dom" />
/** In which order an exported page comes to life: what the reader needs first, comes first. */
import { assert, assertEquals } from "@std/assert";
import type { Browser, Page } from "playwright-core";
import chain from "lib/explorers/chain.ts";
import { startValues } from "lib/explorers/explorer.ts";
import { startBrowser, type Watch, watch } from "../../tools/browser.ts";
import { exportPage, folder, lesson, noBrowser } from "./pages.ts";

let browser: Browser;
let address: string;

function test(name: string, body: () => Promise<void>): void {
  const options = { sanitizeOps: false, sanitizeResources: false, ignore: noBrowser };
  Deno.test({ name: `loading: ${name}`, fn: body, ...options });
}

/** The lesson as it stands in the repository, opened at its top, where no figure is near. */
async function open(colorScheme: "light" | "dark" = "light"): Promise<{ page: Page; seen: Watch }> {
  const page = await browser.newPage({ viewport: { width: 1200, height: 500 }, colorScheme });
  await page.context().setOffline(true);
  const seen = watch(page);
  await page.goto(address);
  return { page, seen };
}

const plotlyIsOpen = (page: Page) => page.evaluate(() => "Plotly" in globalThis);
const drawn = (page: Page) =>
  page.locator("[data-vg-figure]").evaluateAll((all) =>
    all.map((figure) => figure.querySelector(".main-svg") !== null)
  );

test("the lesson is exported", async () => {
  browser = await startBrowser();
  address = await exportPage(lesson, "lesson");
});

test("text, pictures, formulas, the switch and explorers' controls are there before Plotly", async () => {
  const { page, seen } = await open();
  await page.getByRole("button", { name: "Dark colours" }).click();
  assertEquals(await page.evaluate(() => document.body.dataset.jpThemeLight), "false");
  await page.locator(".katex").first().waitFor();
  const figures = page.locator("[data-vg-figure]");
  assertEquals(await figures.locator("> img.vg-still").count(), await figures.count());
  assert(await page.locator(".vg-controls").count() > 0);
  const status = await page.locator(".vg-status").first().textContent();
  assertEquals(status, chain.figure(startValues(chain)).alt);
  await page.waitForTimeout(500);
  assertEquals(await plotlyIsOpen(page), false);
  assertEquals(seen, { requests: [], complaints: [] });
  await page.close();
});

test("a figure is drawn when the reader comes near, and those far away are not", async () => {
  const { page, seen } = await open();
  const figures = page.locator("[data-vg-figure]"), first = figures.first();
  await first.evaluate((element) => element.scrollIntoView({ block: "center" }));
  await first.locator(".main-svg").first().waitFor({ state: "attached" });
  assertEquals(await first.locator("> img").count(), 0, "the picture has made room");
  await page.waitForTimeout(1000);
  assertEquals((await drawn(page)).at(-1), false);
  await figures.last().evaluate((element) => element.scrollIntoView({ block: "center" }));
  await figures.last().locator(".main-svg").first().waitFor({ state: "attached" });
  assert((await drawn(page)).includes(false), "what was leapt over");
  assertEquals(seen, { requests: [], complaints: [] });
  await page.close();
});

test("an explorer answers at the first touch, before its figure was drawn", async () => {
  const { page } = await open();
  const depth = page.locator(".vg-controls input[name=depth]").first();
  await depth.evaluate((slider: HTMLInputElement) => {
    slider.value = "30";
    slider.dispatchEvent(new Event("input", { bubbles: true }));
  });
  const { alt } = chain.figure({ ...startValues(chain), depth: 30 });
  const said = page.locator(".vg-status").filter({ hasText: alt });
  await said.first().waitFor({ timeout: 5000 });
  assertEquals(await plotlyIsOpen(page), false);
  const figure = page.locator("[data-vg-explorer=chain] [data-vg-figure]").first();
  await figure.evaluate((element) => element.scrollIntoView({ block: "center" }));
  await figure.locator(".main-svg").first().waitFor({ state: "attached" });
  const title = figure.locator(".gtitle");
  const { text } = chain.figure({ ...startValues(chain), depth: 30 }).layout.title as {
    text: string;
  };
  assertEquals(await title.textContent(), text);
  await page.close();
});

test("printed before any figure is alive, the pictures go to the printer", async () => {
  const { page, seen } = await open("dark");
  await page.emulateMedia({ media: "print" });
  await page.evaluate(() => void dispatchEvent(new Event("beforeprint")));
  const stills = page.locator("[data-vg-figure] > img.vg-still");
  assertEquals(await stills.count(), (await drawn(page)).length);
  for (const still of await stills.all()) assert((await still.boundingBox())!.height > 100);
  assertEquals(seen, { requests: [], complaints: [] });
  await page.close();
});

test("the browser closes", async () => {
  await browser.close();
  await Deno.remove(folder, { recursive: true });
});
