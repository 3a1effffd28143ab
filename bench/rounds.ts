import { median } from "../lib/statistics.ts";
import { type BenchNetwork, type Dtype, dtypes, products, title } from "./networks.ts";
import type { Answer, Peer } from "./peer.ts";

/** The rounds of one network with one dtype. */
export interface Result {
  readonly network: BenchNetwork;
  readonly dtype: Dtype;
  /** Milliseconds of a step in each round, by the name of the peer; who failed is not among them. */
  readonly rounds: ReadonlyMap<string, readonly number[]>;
  /** What failed, in a sentence each. */
  readonly notes: readonly string[];
}

/** How far a loss may be from ours in float64, as a part of it. */
const TOLERANCE: Readonly<Record<Dtype, number>> = { float32: 1e-4, float64: 1e-9 };

/** The loss before the first step, and the one after ten, are compared. */
const CHECKED_STEPS = 11;

/** So long a peer runs before it is measured, for V8 to have compiled what is hot. */
const WARM_MILLISECONDS = 800;
const ROUND_MILLISECONDS = 350;

/** A peer that takes part, and the steps of its rounds. */
interface Runner {
  readonly peer: Peer;
  readonly steps: number;
  readonly times: number[];
}

/**
 * Measures a network in both dtypes: each peer proves that it computes our loss and warms up; then they
 * take turns, A B C A B C …, so that whatever slows the machine down for a while slows all of them.
 * `tell` hears how it goes.
 */
export async function measure(
  network: BenchNetwork,
  peers: readonly Peer[],
  { rounds, steps }: { readonly rounds: number; readonly steps?: number },
  tell: (line: string) => void,
): Promise<Result[]> {
  const ours = peers.find(({ kind }) => kind.name === "ours")!;
  await ours.begin(network.name, "float64");
  const reference = await ours.run(CHECKED_STEPS), results: Result[] = [];
  for (const dtype of dtypes) {
    const notes: string[] = [], runners: Runner[] = [];
    const failed = ({ kind }: Peer, error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error);
      notes.push(`${title(network)}, ${dtype}: ${kind.title}: ${reason}.`);
      tell(`  ${notes.at(-1)}`);
    };
    for (const peer of peers.filter((peer) => takesPart(peer, network, dtype))) {
      try {
        await peer.begin(network.name, dtype);
        requireAgreement(await peer.run(CHECKED_STEPS), reference, TOLERANCE[dtype]);
        const fitting = await warmUp(peer);
        runners.push({ peer, steps: steps ?? fitting, times: [] });
      } catch (error) {
        failed(peer, error);
      }
    }
    for (let round = 0; round < rounds; round++) {
      for (const runner of [...runners]) {
        try {
          runner.times.push((await runner.peer.run(runner.steps)).milliseconds);
        } catch (error) {
          failed(runner.peer, error);
          runners.splice(runners.indexOf(runner), 1);
        }
      }
    }
    results.push({
      ...{ network, dtype, notes },
      rounds: new Map(runners.map(({ peer, times }) => [peer.kind.name, times])),
    });
    const short = runners.map(({ peer, times }) => `${peer.kind.name} ${inShort(times)}`);
    tell(`${title(network)}, ${dtype}, ms a step: ${short.join(", ")}`);
  }
  return results;
}

function takesPart({ kind, hello }: Peer, network: BenchNetwork, dtype: Dtype): boolean {
  return hello.dtypes.includes(dtype) && (hello.batchNorm || !network.batchNorm) &&
    products(network) <= (kind.mostProducts ?? Infinity);
}

/** Throws Error when a peer's losses are not ours. */
export function requireAgreement(
  { first, last }: Pick<Answer, "first" | "last">,
  reference: Pick<Answer, "first" | "last">,
  tolerance: number,
): void {
  const steps = CHECKED_STEPS - 1;
  const losses = [
    { when: "at the start", loss: first, ours: reference.first },
    { when: `after ${steps} steps`, loss: last, ours: reference.last },
  ];
  for (const { when, loss, ours } of losses) {
    if (Math.abs(loss - ours) <= tolerance * Math.abs(ours)) continue;
    throw new Error(`its loss ${when} is ${loss} where ours is ${ours}; it was not timed`);
  }
}

/** Runs a peer until it is warm; how many steps of it fill a round. */
async function warmUp(peer: Peer): Promise<number> {
  const stepsIn = (milliseconds: number, step: number) =>
    Math.min(5000, Math.max(1, Math.ceil(milliseconds / step)));
  const { milliseconds: cold } = await peer.run(1);
  if (cold > WARM_MILLISECONDS) return 1;
  const { milliseconds: warmer } = await peer.run(stepsIn(WARM_MILLISECONDS / 2, cold));
  const { milliseconds: warm } = await peer.run(stepsIn(WARM_MILLISECONDS / 2, warmer));
  return Math.max(3, stepsIn(ROUND_MILLISECONDS, warm));
}

function inShort(times: readonly number[]): string {
  return median(times).toPrecision(3);
}
