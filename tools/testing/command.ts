/** What a command did. */
export interface Outcome {
  readonly ok: boolean;
  /** Both of its streams, without colours; empty when they went straight to the terminal. */
  readonly output: string;
  readonly seconds: number;
}

export interface CommandOptions {
  /** Show the output as it comes, rather than keep it. */
  readonly live?: boolean;
  /** A command that takes longer is stopped and has failed. */
  readonly timeoutMinutes?: number;
}

/** Runs a program in the project's folder to its end. Throws when it cannot be started. */
export async function runCommand(
  program: string,
  args: string[],
  { live = false, timeoutMinutes = 30 }: CommandOptions = {},
): Promise<Outcome> {
  const start = performance.now();
  const streams = live ? "inherit" : "piped";
  const child = new Deno.Command(program, {
    args,
    stdin: "null",
    stdout: streams,
    stderr: streams,
    // A Rust backtrace of Deno's own tells a reader of test results nothing.
    env: { RUST_BACKTRACE: "0", ...(live ? {} : { NO_COLOR: "1" }) },
    signal: AbortSignal.timeout(timeoutMinutes * 60_000),
  }).spawn();
  const status = child.status;
  const output = live ? "" : (await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
  ])).join("");
  const { success, signal } = await status;
  const reason = signal ? `\nStopped by ${signal}; the limit is ${timeoutMinutes} minutes.` : "";
  return { ok: success, output: output + reason, seconds: (performance.now() - start) / 1000 };
}
