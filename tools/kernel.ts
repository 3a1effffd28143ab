import { join } from "node:path";
import { environment } from "./setup.ts";
import type { KernelEvent } from "./kernel_event.ts";
import type { DisplayOutput, Metadata, Output } from "./notebook.ts";

/** How long a cell may run, in seconds. */
export interface ExecuteOptions {
  timeoutSeconds?: number;
}

/** A request on its way. */
interface Request {
  outputs: Output[];
  finish: (outputs: Output[]) => void;
  fail: (error: Error) => void;
}

/**
 * The real Deno kernel, started and spoken to as Jupyter does.
 *
 * Each cell's outputs are those that answer its request, whenever they come: nothing is lost, and
 * nothing lands under another cell.
 *
 * ```ts
 * const kernel = await Kernel.start("notebooks");
 * const [output] = await kernel.execute("1 + 1");
 * await kernel.close();
 * ```
 */
export class Kernel {
  /** The process id of the running Deno. */
  pid = 0;
  /** The version of the running Deno. */
  version = "";
  /** What the kernel says about its language; Jupyter writes it into notebooks. */
  language: Metadata = {};

  #driver: Deno.ChildProcess;
  #input: WritableStreamDefaultWriter<Uint8Array>;
  #requests = new Map<number, Request>();
  #displays = new Map<string, DisplayOutput[]>();
  #lastId = 0;
  #waiting = new Map<"ready" | "interrupted", PromiseWithResolvers<void>>();
  #lastHeard = performance.now();
  #reading: Promise<void>;

  private constructor(folder: string) {
    const { root, python, variables } = environment();
    this.#driver = new Deno.Command(python, {
      args: [join(root, "tools", "jupyter", "drive.py"), folder],
      env: variables,
      clearEnv: true,
      stdin: "piped",
      stdout: "piped",
    }).spawn();
    this.#input = this.#driver.stdin.getWriter();
    this.#reading = this.#read();
  }

  /**
   * Starts a kernel whose working folder is `folder`, as Jupyter does for a notebook there.
   *
   * @throws Error when the kernel does not come up; `deno task lab` once sets up what it needs
   */
  static async start(folder: string): Promise<Kernel> {
    const kernel = new Kernel(folder);
    await kernel.#hear("ready");
    return kernel;
  }

  /**
   * Runs code as a cell and returns its outputs, with updates of displays applied. An error that
   * the code throws is an output, too. Cells may be handed in while others run; they queue.
   *
   * @throws Error when the cell is not done in time, or the kernel ends
   */
  async execute(code: string, { timeoutSeconds = 60 }: ExecuteOptions = {}): Promise<Output[]> {
    const id = ++this.#lastId;
    const { promise, resolve, reject } = Promise.withResolvers<Output[]>();
    this.#requests.set(id, { outputs: [], finish: resolve, fail: reject });
    const late = () =>
      reject(new Error(`The cell was not done in ${timeoutSeconds} s: ${code.slice(0, 200)}`));
    const timer = setTimeout(late, timeoutSeconds * 1000);
    try {
      await this.#send({ do: "execute", id, code });
      return await promise;
    } finally {
      clearTimeout(timer);
    }
  }

  /** What the toolbar's Stop does. */
  async interrupt(): Promise<void> {
    await this.#ask("interrupt", "interrupted");
  }

  /** What the toolbar's Restart does: a new Deno, no variables. */
  async restart(): Promise<void> {
    this.#failAll(new Error("The kernel was restarted."));
    this.#displays.clear();
    await this.#ask("restart", "ready");
  }

  /**
   * Waits until nothing has come from the kernel for a while: outputs may follow a cell's end, from
   * a timer, or from Deno 2.8.2 and newer, which reports the end too early.
   */
  async quiet(milliseconds = 150): Promise<void> {
    for (let left = milliseconds; left > 0;) {
      await new Promise((resolve) => setTimeout(resolve, left));
      left = this.#lastHeard + milliseconds - performance.now();
    }
  }

  /** Ends the kernel. Calling it twice is harmless. */
  async close(): Promise<void> {
    await this.#input.close().catch(() => {});
    await this.#reading;
    await this.#driver.status;
  }

  async #ask(command: string, answer: "ready" | "interrupted"): Promise<void> {
    const heard = this.#hear(answer);
    await this.#send({ do: command });
    await heard;
  }

  #hear(event: "ready" | "interrupted"): Promise<void> {
    const waiting = Promise.withResolvers<void>();
    this.#waiting.set(event, waiting);
    return waiting.promise;
  }

  async #send(command: Record<string, unknown>): Promise<void> {
    await this.#input.write(new TextEncoder().encode(JSON.stringify(command) + "\n"));
  }

  /** Reads the driver's lines until it ends. */
  async #read(): Promise<void> {
    let rest = "";
    for await (const text of this.#driver.stdout.pipeThrough(new TextDecoderStream())) {
      const lines = (rest + text).split("\n");
      rest = lines.pop()!;
      for (const line of lines) this.#handle(JSON.parse(line));
      this.#lastHeard = performance.now();
    }
    this.#failAll(new Error("The kernel ended."));
  }

  #handle(event: KernelEvent): void {
    switch (event.event) {
      case "ready":
        this.pid = event.pid;
        this.version = event.version;
        this.language = event.language;
        this.#answer("ready");
        break;
      case "interrupted":
        this.#answer("interrupted");
        break;
      case "output":
        this.#collect(event.output, event.id, event.display);
        break;
      case "update":
        this.#displays.get(event.display)?.forEach((shown) => Object.assign(shown, event.output));
        break;
      case "clear":
        this.#requests.get(event.id)?.outputs.splice(0);
        break;
      case "done": {
        const request = this.#requests.get(event.id);
        request?.finish(request.outputs);
        break;
      }
      case "died":
        this.#failAll(new Error("The kernel died."));
        break;
    }
  }

  /** Adds an output to its cell, joining what one stream prints in pieces. */
  #collect(output: Output, id: number, display: string | null): void {
    const outputs = this.#requests.get(id)?.outputs ?? [];
    const last = outputs.at(-1);
    if (
      output.output_type === "stream" && last?.output_type === "stream" && last.name === output.name
    ) {
      last.text += output.text;
      return;
    }
    outputs.push(output);
    if (display !== null && "data" in output) {
      this.#displays.set(display, [...this.#displays.get(display) ?? [], output]);
    }
  }

  #answer(event: "ready" | "interrupted"): void {
    this.#waiting.get(event)?.resolve();
    this.#waiting.delete(event);
  }

  #failAll(error: Error): void {
    for (const request of this.#requests.values()) request.fail(error);
    for (const waiting of this.#waiting.values()) waiting.reject(error);
    this.#waiting.clear();
  }
}
