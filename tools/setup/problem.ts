/**
 * Something the reader of the terminal can do something about, said in one sentence.
 *
 * Everything else that is thrown is a mistake of ours and keeps its stack trace.
 */
export class Problem extends Error {
  override name = "Problem";
}

/** Runs a task's main function; a {@link Problem} ends it with its sentence and exit code 1. */
export async function runTask(main: () => Promise<number | void>): Promise<never> {
  try {
    Deno.exit(await main() ?? 0);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    console.error(`\n${error.message}`);
    Deno.exit(1);
  }
}

/** The words that pip, Deno and the system use when there is no way to the network. */
const noNetwork =
  /connection|connect error|resolve|resolution|timed? ?out|unreachable|proxy|tls|ssl|sending request/i;

/**
 * A {@link Problem} for a failed download: blames the network only where the tool's own words do.
 *
 * @param what what was being fetched, for example "the Python packages"
 * @param output everything that the tool printed
 */
export function downloadProblem(what: string, output: string): Problem {
  if (/no space left|disk full/i.test(output)) {
    return new Problem(
      `The disk is full: there is no room for ${what}. Free some and start again.`,
    );
  }
  if (noNetwork.test(output)) {
    return new Problem(
      `Could not download ${what}: the network cannot be reached. Set-up needs it this once; ` +
        `connect (behind a proxy, set HTTPS_PROXY) and start again.`,
    );
  }
  const lines = output.split("\n").map((line) => line.trim()).filter((line) => line !== "");
  const reason = lines.findLast((line) => /^error/i.test(line)) ?? lines.at(-1) ??
    "no reason given";
  return new Problem(`Could not install ${what}: ${reason}`);
}

/** A {@link Problem} for a folder or file that cannot be written, or undefined for other errors. */
export function writeProblem(error: unknown, folder: string): Problem | undefined {
  const words = error instanceof Error ? `${error.name} ${error.message}` : "";
  if (/no space left|disk full/i.test(words)) {
    return new Problem(`The disk that holds ${folder} is full. Free some room and start again.`);
  }
  if (error instanceof Deno.errors.PermissionDenied || /read-only file system/i.test(words)) {
    return new Problem(
      `Cannot write to ${folder}. Move the project to a folder that you may write to, ` +
        `or change the folder's permissions, and start again.`,
    );
  }
}
