/// <reference lib="dom" />
/** How long an exported page keeps its reader waiting, in a browser slowed down four times. */
import type { Browser } from "playwright-core";

/** Seconds from the address to … */
export interface Interactive {
  /** … the first text on the screen. */
  readonly text: number;
  /** … the first moment at which a click is answered: text, pictures and controls are there. */
  readonly answers: number;
  /** … the last formula. */
  readonly formulas: number;
  /** How long a click may have to wait after that first moment: the longest task of the page. */
  readonly wait: number;
}

/** Opens the page at `address` with a quarter of the processor's speed. */
export async function interactive(browser: Browser, address: string): Promise<Interactive> {
  const page = await browser.newPage({ viewport: { width: 1200, height: 900 } });
  try {
    const session = await page.context().newCDPSession(page);
    await session.send("Emulation.setCPUThrottlingRate", { rate: 4 });
    await page.addInitScript(() => {
      new PerformanceObserver((tasks) => {
        for (const { duration, startTime } of tasks.getEntries()) {
          performance.measure("task", { start: startTime, duration });
        }
      }).observe({ type: "longtask", buffered: true });
      document.addEventListener("DOMContentLoaded", () => {
        setTimeout(() => performance.mark("answers")); // a click would come now
        new MutationObserver((changes) => {
          const typeset = changes.some(({ addedNodes }) =>
            [...addedNodes].some((node) =>
              node instanceof Element && node.querySelector(".katex, :scope > .katex") !== null
            )
          );
          if (typeset) performance.mark("formulas");
        }).observe(document.body, { childList: true, subtree: true });
      });
    });
    await page.goto(address);
    await page.waitForTimeout(8000);
    const [text, answers, formulas] = await page.evaluate(() =>
      ["first-contentful-paint", "answers", "formulas"].map((name) =>
        (performance.getEntriesByName(name).at(-1)?.startTime ?? NaN) / 1000
      )
    );
    const wait = await page.evaluate((from) =>
      Math.max(
        0,
        ...performance.getEntriesByName("task")
          .filter(({ startTime }) => startTime / 1000 >= from)
          .map(({ duration }) => duration / 1000),
      ), answers);
    return { text, answers, formulas, wait };
  } finally {
    await page.close();
  }
}
