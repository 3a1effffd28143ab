/** What a finished command left behind. */
export interface Finished {
  ok: boolean;
  code: number;
  /** Standard output, then standard error. */
  output: string;
}

/** How to run a command; variables are added to our own, and `undefined` removes one. */
export interface CommandOptions {
  folder?: string;
  variables?: Record<string, string | undefined>;
}

/** Our own environment with changes applied. */
export function withVariables(
  changes: Record<string, string | undefined>,
): Record<string, string> {
  const entries = Object.entries({ ...Deno.env.toObject(), ...changes });
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

/** Runs a command to its end, quietly; `undefined` when there is no such program. */
export async function run(
  program: string,
  parameters: readonly string[],
  { folder, variables = {} }: CommandOptions = {},
): Promise<Finished | undefined> {
  try {
    const { success, code, stdout, stderr } = await new Deno.Command(program, {
      args: [...parameters],
      cwd: folder,
      clearEnv: true,
      env: withVariables(variables),
      stdin: "null",
      stdout: "piped",
      stderr: "piped",
    }).output();
    const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
    return { ok: success, code, output: decode(stdout) + decode(stderr) };
  } catch (error) {
    // A file that is no program (PermissionDenied, "exec format error") is as good as none.
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.PermissionDenied) {
      return undefined;
    }
    throw error;
  }
}
