/** What runs in a worker: it is told the job once, and then one point after another. */
import { beginJob } from "./job.ts";
import type { Reply, Request } from "./runner.ts";

const scope = globalThis as unknown as {
  onmessage(event: { data: Request }): Promise<void>;
  postMessage(reply: Reply): void;
};

let run: (index: number) => Promise<unknown>;
let printed: string[] = [];

// What a worker prints does not reach the notebook by itself.
for (const method of ["log", "info", "warn", "error"] as const) {
  console[method] = (...values: unknown[]) => {
    const texts = values.map((value) => typeof value === "string" ? value : Deno.inspect(value));
    printed.push(texts.join(" "));
  };
}

scope.onmessage = async ({ data: request }) => {
  printed = [];
  try {
    let result: unknown;
    if ("job" in request) run = await beginJob(request.job);
    else result = await run(request.index);
    scope.postMessage({ result, printed });
  } catch (error) {
    const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
    scope.postMessage({ error: { name, message, stack } });
  }
};
