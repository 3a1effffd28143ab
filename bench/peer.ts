import type { Dtype } from "./networks.ts";
import type { Hello } from "./peers/protocol.ts";
import type { PeerKind } from "./peers.ts";

/** What a peer says of the steps that it took; see bench/peers/protocol.ts. */
export interface Answer {
  readonly first: number;
  readonly last: number;
  readonly milliseconds: number;
}

/** How long a peer may think, compilation included. */
const LIMIT_MINUTES = 15;

/** A peer at work: a process that lives from the first round to the last. */
export class Peer {
  readonly kind: PeerKind;
  hello!: Hello;
  readonly #process: Deno.ChildProcess;
  readonly #input: WritableStreamDefaultWriter<Uint8Array>;
  readonly #lines: AsyncGenerator<string>;
  #complaints = "";

  private constructor(kind: PeerKind, command: readonly string[]) {
    this.kind = kind;
    this.#process = new Deno.Command(command[0], {
      args: command.slice(1),
      env: { NO_COLOR: "1", PYTHONDONTWRITEBYTECODE: "1" },
      stdin: "piped",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
    this.#input = this.#process.stdin.getWriter();
    this.#lines = lines(this.#process.stdout);
    this.#listen();
  }

  /** Throws Error, with the last thing it said, when it does not come up. */
  static async start(kind: PeerKind, command: readonly string[]): Promise<Peer> {
    const peer = new Peer(kind, command);
    peer.hello = await peer.#answer();
    return peer;
  }

  /** Makes it start on a problem afresh. */
  async begin(network: string, dtype: Dtype): Promise<void> {
    await this.#say(`begin ${network} ${dtype}`);
  }

  /** Takes so many further steps. Throws Error when it ends, errs or takes too long. */
  async run(steps: number): Promise<Answer> {
    await this.#say(`run ${steps}`);
    return await this.#answer();
  }

  async close(): Promise<void> {
    await this.#input.close().catch(() => {});
    await this.#process.status;
  }

  /** A peer that has ended does not hear; the next answer tells why. */
  async #say(line: string): Promise<void> {
    await this.#input.write(new TextEncoder().encode(line + "\n")).catch(() => {});
  }

  /** The next line of JSON; whatever else a library prints is passed over. */
  async #answer<T>(): Promise<T> {
    const timer = setTimeout(() => this.#process.kill("SIGKILL"), LIMIT_MINUTES * 60_000);
    try {
      for (;;) {
        const { value, done } = await this.#lines.next();
        if (done) break;
        if (value.startsWith("{")) return JSON.parse(value);
      }
    } finally {
      clearTimeout(timer);
    }
    const { signal } = await this.#process.status;
    throw new Error(signal ? `ended by ${signal}` : lastComplaint(this.#complaints));
  }

  async #listen(): Promise<void> {
    for await (const text of this.#process.stderr.pipeThrough(new TextDecoderStream())) {
      this.#complaints = (this.#complaints + text).slice(-20_000);
    }
  }
}

async function* lines(stream: Deno.ChildProcess["stdout"]): AsyncGenerator<string> {
  let rest = "";
  for await (const text of stream.pipeThrough(new TextDecoderStream())) {
    const complete = (rest + text).split("\n");
    rest = complete.pop()!;
    yield* complete;
  }
}

/** The line that says what is wrong: one that begins with an error's name, else the last. */
export function lastComplaint(text: string): string {
  const said = text.split("\n").map((line) => line.trim()).filter((line) => line !== "");
  const error = said.findLast((line) => /^(error|[\w.]*(Error|Exception))\b/.test(line));
  return (error ?? said.at(-1) ?? "ended without a word").slice(0, 200);
}
