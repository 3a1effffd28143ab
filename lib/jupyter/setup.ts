/** `setup`: the first cell of every lesson. */
import { libraryMark, pageScript, plotlyScript } from "./browser.ts";
import { inKernel, pinnedDeno, send } from "./display.ts";
import { listenForInterrupt } from "./interrupt.ts";

let listening = false;

function describe(reason: unknown): string {
  return reason instanceof Error ? reason.stack ?? String(reason) : String(reason);
}

/** Errors that no cell awaits would go unseen: show them under the cell that runs. */
function listenForErrors(): void {
  if (listening) return;
  listening = true;
  globalThis.addEventListener("unhandledrejection", (event) => {
    event.preventDefault();
    console.error(`A promise was rejected and nobody awaited it: ${describe(event.reason)}`);
  });
  globalThis.addEventListener("error", (event) => {
    event.preventDefault();
    console.error(`An error outside any cell: ${describe(event.error ?? event.message)}`);
  });
}

/**
 * Make the notebook ready: Plotly into the page, Stop heard inside `steps` loops, errors shown
 * that no cell awaits, and one line when the kernel runs another Deno than the pinned one. To call
 * it again is harmless. Outside a notebook it does nothing.
 *
 * @throws {Error} when the npm packages are not installed
 */
export async function setup(): Promise<void> {
  if (!inKernel()) return;
  listenForInterrupt();
  listenForErrors();
  if (Deno.version.deno !== pinnedDeno) {
    console.log(
      `This kernel runs Deno ${Deno.version.deno}; the course is tested with ${pinnedDeno}. ` +
        "If something looks odd, start it with `deno task lab`.",
    );
  }
  await send({
    "text/html": `<script ${libraryMark}>${await plotlyScript()}${await pageScript()}</script>`,
    "text/plain": "The figures' drawing library is in the page.",
  });
}
