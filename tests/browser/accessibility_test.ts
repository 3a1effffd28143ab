/// <reference lib="dom" />
/** Every figure, every explorer and a lesson, as exported pages, before the automated judge. */
import { assertEquals } from "@std/assert";
import { dirname, join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { figuresDrawn, startBrowser } from "../../tools/browser.ts";
import { exportPage, fixture, folder, lesson, noBrowser, runIn } from "./pages.ts";

let browser: Browser;
const pages: Record<string, string> = {};

function test(name: string, body: () => Promise<void>): void {
  const options = { sanitizeOps: false, sanitizeResources: false, ignore: noBrowser };
  Deno.test({ name: `accessibility: ${name}`, fn: body, ...options });
}

/** What axe-core finds wrong by the WCAG's levels A and AA: the rule, and the first place. */
async function accessibilityProblems(page: Page): Promise<string[]> {
  const axe = new URL("../../node_modules/axe-core/axe.min.js", import.meta.url);
  await page.addScriptTag({ content: await Deno.readTextFile(axe) });
  return await page.evaluate(async () => {
    const levels = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
    const { violations } = await (globalThis as unknown as {
      axe: {
        run(context: Document, options: unknown): Promise<{
          violations: { id: string; nodes: { html: string; failureSummary: string }[] }[];
        }>;
      };
    }).axe.run(document, { runOnly: levels });
    return violations.map(({ id, nodes: [first, ...more] }) =>
      `${id} (and ${more.length} more): ${first.html.slice(0, 200)} ${first.failureSummary}`
    );
  });
}

/** The page marks what is too wide a moment after its size changed, as by an answer that opens. */
async function wideCodeMarked(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    [...document.querySelectorAll<HTMLElement>(".highlight")].every((code) =>
      code.scrollWidth <= code.clientWidth || code.tabIndex === 0
    )
  );
}

test("the pages are run and exported", async () => {
  browser = await startBrowser();
  for (const name of ["figures", "explorers"]) {
    const notebook = await runIn(folder, join(dirname(fixture), `${name}.ipynb`));
    pages[name] = await exportPage(notebook, name);
  }
  pages.lesson = await exportPage(lesson, "lesson");
});

for (const name of ["figures", "explorers", "lesson"]) {
  for (const colorScheme of ["light", "dark"] as const) {
    for (const width of [360, 1200]) {
      test(`${name}, ${colorScheme}, ${width} pixels wide: axe finds nothing`, async () => {
        const page = await browser.newPage({ colorScheme, viewport: { width, height: 900 } });
        await page.goto(pages[name]);
        await figuresDrawn(page);
        for (const folded of await page.locator("main details").all()) {
          await folded.evaluate((details: HTMLDetailsElement) => details.open = true);
        }
        await wideCodeMarked(page);
        assertEquals(await accessibilityProblems(page), []);
        await page.close();
      });
    }
  }
}

test("the browser closes", async () => {
  await browser.close();
  await Deno.remove(folder, { recursive: true });
});
