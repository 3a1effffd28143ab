/// <reference lib="dom" />
/** A real browser for tests and screenshots: the machine's own Chromium, driven by Playwright. */
import type { Browser, Page } from "playwright-core";

const programs = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** Chromium's path: the environment variable CHROMIUM, else the first found on PATH, else null. */
export function findChromium(): string | null {
  const named = Deno.env.get("CHROMIUM");
  if (named) return named;
  const folders = (Deno.env.get("PATH") ?? "").split(Deno.build.os === "windows" ? ";" : ":");
  for (const program of programs) {
    for (const folder of folders) {
      const path = `${folder}/${program}`;
      try {
        if (Deno.statSync(path).isFile) return path;
      } catch {
        // not in this folder
      }
    }
  }
  return null;
}

/** Start Chromium. Close it with `close()`. @throws {Error} when there is none */
export async function startBrowser(): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === null) {
    throw new Error(
      "No Chromium was found. Install one, or name it: CHROMIUM=/path/to/chromium deno task …",
    );
  }
  const { chromium } = await import("playwright-core");
  return await chromium.launch({
    executablePath,
    headless: true,
    args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"],
  });
}

/** What a page asked for and complained about. */
export interface Watch {
  /** Every address requested but `file:`, `data:` and `blob:`. */
  readonly requests: string[];
  /** Errors and warnings on the console, and uncaught errors. */
  readonly complaints: string[];
}

/** Note a page's requests and complaints from now on. */
export function watch(page: Page): Watch {
  const requests: string[] = [];
  const complaints: string[] = [];
  page.on("request", (request) => {
    if (!/^(file|data|blob):/.test(request.url())) requests.push(request.url());
  });
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  return { requests, complaints };
}

/**
 * Go through the page as a reader does, until every figure is drawn, at most `seconds` each; then back to
 * where it was.
 */
export async function figuresDrawn(page: Page, seconds = 60): Promise<void> {
  const top = await page.evaluate(() => scrollY);
  for (const figure of await page.locator("[data-vg-figure]").all()) {
    const drawing = figure.locator(".main-svg").first();
    if (await drawing.count() > 0) continue;
    await figure.evaluate((element) => element.scrollIntoView({ block: "center" }));
    await drawing.waitFor({ state: "attached", timeout: seconds * 1000 });
  }
  await page.evaluate((top) => scrollTo(0, top), top);
}
