/**
 * What a peer in JavaScript has in common with the others: it is started with the folder of the
 * problems, says hello in a line of JSON, and then follows
 *
 *     begin NETWORK DTYPE     a training from the start, in place of the one before; no answer
 *     run STEPS               further steps of it
 *
 * The answer to `run` is `{ "first": …, "last": …, "milliseconds": … }`: the loss before the first and
 * before the last of these steps, and the median time of a step. See problem.py for the same in Python.
 *
 * It imports nothing of ours, so that a peer needs no set-up of this project.
 */

/** A problem as bench/problem.ts wrote it. */
export interface Problem {
  readonly inputs: number;
  readonly width: number;
  readonly depth: number;
  readonly outputs: number;
  readonly batch: number;
  readonly batchNorm: boolean;
  /** The learning rate. */
  readonly rate: number;
  /** batch × inputs, row by row. */
  readonly x: Float64Array;
  /** The class of each example. */
  readonly labels: Uint8Array;
  readonly layers: readonly Layer[];
}

export interface Layer {
  readonly from: number;
  readonly to: number;
  /** from × to, row by row. */
  readonly weights: Float64Array;
}

/** Takes so many further steps; the loss before each, and how long each took. */
export type Training = (steps: number) => Promise<{ losses: number[]; milliseconds: number[] }>;

export interface Hello {
  /** The library's version; shown in the table. */
  readonly version: string;
  readonly dtypes: readonly string[];
  /** Whether there is a batch norm to measure. */
  readonly batchNorm: boolean;
}

/** Reads a problem from the folder that the command line names. */
export function readProblem(name: string): Problem {
  const path = `${Deno.args.at(-1)}/${name}`;
  const sizes = JSON.parse(Deno.readTextFileSync(`${path}.json`));
  const bytes = new DataView(Deno.readFileSync(`${path}.bin`).buffer);
  let at = 0;
  const next = (count: number) =>
    Float64Array.from({ length: count }, () => bytes.getFloat64(8 * at++, true));
  const { inputs, width, depth, outputs, batch } = sizes;
  const x = next(batch * inputs), labels = Uint8Array.from(next(batch));
  const layers = Array.from({ length: depth + 1 }, (_, l): Layer => {
    const from = l === 0 ? inputs : width, to = l === depth ? outputs : width;
    return { from, to, weights: next(from * to) };
  });
  return { ...sizes, x, labels, layers };
}

/** A training out of a function that takes one step and returns the loss before it. */
export function stepByStep(step: () => number): Training {
  return (steps) => {
    const losses: number[] = [], milliseconds: number[] = [];
    for (let i = 0; i < steps; i++) {
      const start = performance.now();
      losses.push(step());
      milliseconds.push(performance.now() - start);
    }
    return Promise.resolve({ losses, milliseconds });
  };
}

/** Answers until standard input ends. */
export async function serve(
  hello: Hello,
  begin: (problem: Problem, dtype: string) => Training,
): Promise<void> {
  console.log(JSON.stringify(hello));
  let training: Training, rest = "";
  for await (const text of Deno.stdin.readable.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + text).split("\n");
    rest = lines.pop()!;
    for (const line of lines) {
      const [word, ...args] = line.split(" ");
      if (word === "begin") training = begin(readProblem(args[0]), args[1]);
      else console.log(JSON.stringify(answer(await training!(Number(args[0])))));
    }
  }
}

function answer({ losses, milliseconds }: Awaited<ReturnType<Training>>) {
  const median = milliseconds.sort((a, b) => a - b)[milliseconds.length >> 1];
  return { first: losses[0], last: losses.at(-1), milliseconds: median };
}
