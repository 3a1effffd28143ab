/** Who runs the points of a sweep: a worker, or this thread. */
import { beginJob, type Job } from "./job.ts";

/** What a worker is told. */
export type Request = { readonly job: Job } | { readonly index: number };

/** What a worker answers, with the lines that it printed. */
export type Reply = Ran | { readonly error: ErrorText };

/** An error as it travels: a clone of it would lose its name. */
interface ErrorText {
  readonly name: string;
  readonly message: string;
  readonly stack?: string;
}

/** The packed result of a point, and what was printed there. */
export interface Ran {
  readonly result: unknown;
  readonly printed: readonly string[];
}

/** Runs points, one at a time. */
export interface Runner {
  /** The point of that index. */
  run(index: number): Promise<Ran>;
  /** Ends it at once, if it is a worker. What it is running then fails. */
  end(): void;
}

/** So many workers; this thread for 0, and where there are no workers. */
export async function startRunners(job: Job, count: number): Promise<Runner[]> {
  if (count === 0 || typeof Worker === "undefined") return [await here(job)];
  return Array.from({ length: count }, () => worker(job));
}

async function here(job: Job): Promise<Runner> {
  const run = await beginJob(job);
  return { run: async (index) => ({ result: await run(index), printed: [] }), end: () => {} };
}

function worker(job: Job): Runner {
  const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
  let waiting = Promise.withResolvers<Reply>();
  worker.onmessage = ({ data }) => waiting.resolve(data);
  worker.onerror = (event) => {
    event.preventDefault(); // else it would end this thread too
    waiting.reject(new Error(`a worker broke: ${event.message}`));
  };
  const ask = async (request: Request) => {
    waiting = Promise.withResolvers();
    worker.postMessage(request);
    const reply = await waiting.promise;
    if ("error" in reply) throw Object.assign(new Error(reply.error.message), reply.error);
    return reply;
  };
  const ready = ask({ job });
  ready.catch(() => {}); // the first point says so
  return {
    async run(index) {
      await ready;
      return await ask({ index });
    },
    end() {
      worker.terminate();
      waiting.reject(new Error("The worker was ended."));
    },
  };
}
