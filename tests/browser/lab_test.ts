/// <reference lib="dom" />
/** Figures and explorers live in a real JupyterLab, on the real kernel. */
import { assert, assertEquals } from "@std/assert";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import chain from "lib/explorers/chain.ts";
import { startValues } from "lib/explorers/explorer.ts";
import { figuresDrawn, startBrowser, watch } from "../../tools/browser.ts";
import { environment } from "../../tools/setup.ts";
import { command, kernelIdle, type Lab, openNotebook, startLab } from "./lab.ts";
import { exportPage, fixture, folder, noBrowser, runIn } from "./pages.ts";

// Inside the project, so that the kernel finds deno.json upward from the notebook.
const cache = join(environment().root, ".cache");
let notebooks: string;
let browser: Browser;
let lab: Lab;
let page: Page;

function test(name: string, body: () => Promise<void>): void {
  const options = { sanitizeOps: false, sanitizeResources: false, ignore: noBrowser };
  Deno.test({ name: `JupyterLab: ${name}`, fn: body, ...options });
}

const figure = ".jp-OutputArea [data-vg-figure]";

test("a notebook is run, and every figure is drawn", async () => {
  await Deno.mkdir(cache, { recursive: true });
  notebooks = await Deno.makeTempDir({ dir: cache, prefix: "lab-" });
  await Deno.copyFile(fixture, join(notebooks, "fixture.ipynb"));
  [browser, lab] = await Promise.all([startBrowser(), startLab(notebooks, folder)]);
  page = await openNotebook(browser, lab, "fixture.ipynb");
  const seen = watch(page);
  await command(page, "notebook:run-all-cells");
  await kernelIdle(page);
  await figuresDrawn(page);
  assert(await page.locator(figure).count() >= 5);
  assertEquals(await page.locator(`${figure} > .vg-alt`).count(), 0);
  assertEquals(await page.locator("[data-mime-type='application/vnd.jupyter.error']").count(), 0);
  assertEquals(seen.requests.filter((address) => !address.includes("//127.0.0.1:")), []);
});

test("the explorer takes the arrow keys, and JupyterLab does not", async () => {
  const depth = page.locator(".vg-controls").getByLabel("depth");
  await depth.scrollIntoViewIfNeeded();
  await depth.focus();
  for (let presses = 0; presses < 4; presses++) await page.keyboard.press("ArrowUp");
  const sentence = chain.figure({ ...startValues(chain), depth: 24 }).alt;
  await page.locator(".vg-status", { hasText: sentence }).waitFor({ timeout: 5000 });
  assert(await depth.evaluate((element) => element === document.activeElement));
  // In JupyterLab's command mode, "dd" would delete the cell.
  const cells = await page.locator(".jp-Notebook .jp-Cell").count();
  await page.keyboard.press("d");
  await page.keyboard.press("d");
  assertEquals(await page.locator(".jp-Notebook .jp-Cell").count(), cells);
});

test("figures follow the dark theme and back", async () => {
  const papers = () =>
    page.locator(`${figure} .main-svg:first-child`).evaluateAll((all) => [
      ...new Set(all.map((svg) => (svg as SVGElement).style.background)),
    ]);
  const becomes = async (paper: string) => {
    const end = performance.now() + 10_000;
    while ((await papers()).join() !== paper && performance.now() < end) {
      await page.waitForTimeout(100);
    }
    assertEquals(await papers(), [paper]);
  };
  await becomes("rgb(255, 255, 255)");
  await command(page, "apputils:change-theme", { theme: "JupyterLab Dark" });
  await becomes("rgb(17, 17, 17)");
  await command(page, "apputils:change-theme", { theme: "JupyterLab Light" });
  await becomes("rgb(255, 255, 255)");
});

test("saved and reloaded, the figures are drawn again without a run", async () => {
  await command(page, "docmanager:save");
  await page.reload();
  await page.waitForSelector(".jp-NotebookPanel .jp-Cell", { timeout: 60_000 });
  await page.locator(figure).nth(4).waitFor(); // JupyterLab fills the page bit by bit
  await figuresDrawn(page);
});

test("its Export menu gives the same page as nbconvert", async () => {
  const fromMenu = await page.evaluate(async () => {
    return await (await fetch("/nbconvert/html/fixture.ipynb?download=false")).text();
  });
  const address = await exportPage(join(notebooks, "fixture.ipynb"), "fixture");
  const fromCommand = await Deno.readTextFile(new URL(address));
  assert(fromCommand.includes("data-vg-figure"));
  assert(fromMenu === fromCommand, `${fromMenu.length} and ${fromCommand.length} characters`);
});

test("a notebook from elsewhere, not trusted, shows its still pictures", async () => {
  await runIn(notebooks, fixture);
  await Deno.rename(join(notebooks, "fixture.ipynb"), join(notebooks, "foreign.ipynb"));
  const foreign = await openNotebook(browser, lab, "foreign.ipynb");
  const pictures = foreign.locator(
    ".jp-OutputArea img.vg-still, .jp-OutputArea img[src^='data:image/png']",
  );
  await pictures.first().waitFor({ timeout: 20_000 });
  assert(await pictures.count() >= 5);
  assertEquals(await foreign.locator(".main-svg").count(), 0);
  await foreign.close();
});

test("the server and the browser end", async () => {
  await browser.close();
  await lab.close();
  for (const path of [notebooks, folder]) await Deno.remove(path, { recursive: true });
});
