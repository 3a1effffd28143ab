/**
 * `deno task bench`: trains the same networks with us and with our peers, in turns, and writes the
 * ratios to bench/README.md, which tells what is measured and how.
 *
 *     deno task bench --install               the peers, to bench/.venv and Deno's cache
 *     deno task bench                         everything; the only run that changes bench/README.md
 *     deno task bench --quick                 three networks, three rounds
 *     deno task bench --only 50x64,times      some networks; "times" is lessons, kernel and export
 *     deno task bench --peers torch,numpy     some peers; ours are always there
 *     deno task bench --rounds 9 --steps 100  how often, and how many steps a round
 */
import { setUp } from "../tools/setup.ts";
import { pinnedDeno } from "../tools/setup/places.ts";
import { Problem, runTask } from "../tools/setup/problem.ts";
import { type Arguments, parseArguments } from "./arguments.ts";
import { findPython, install } from "./install.ts";
import { measureLimits } from "./limit.ts";
import { machine, pinned } from "./machine.ts";
import { measureParts } from "./parts.ts";
import { Peer } from "./peer.ts";
import { command } from "./peers.ts";
import { writeProblem } from "./problem.ts";
import { type Report, text, writeReadme } from "./report.ts";
import { measure, type Result } from "./rounds.ts";
import type { Time } from "./times.ts";

/** Standard output is for the tables. */
const tell = (line: string) => console.error(line);

async function bench(words: readonly string[]): Promise<void> {
  const asked = parseArguments(words);
  await setUp();
  if (asked.install) await install();
  if (Deno.version.deno !== pinnedDeno) {
    tell(`This is Deno ${Deno.version.deno}; the notebooks run on ${pinnedDeno}.`);
  }
  const start = new Date();
  const { results, versions, missing } = await trainings(asked);
  const report: Report = {
    ...{ results, versions, missing, times: [] },
    limits: asked.networks.length > 0 ? measureLimits(asked.networks, tell) : [],
    parts: await measureParts(asked.networks, asked.rounds, tell),
    ...{ machine: await machine(), rounds: asked.rounds, date: start },
  };
  if (asked.whole) await writeReadme(report); // the rest takes as long again, and may be interrupted
  const times = asked.times ? await waits(Math.min(asked.rounds, 3)) : [];
  if (asked.whole) await writeReadme({ ...report, times });
  else console.log(text({ ...report, times }));
}

async function waits(often: number): Promise<Time[]> {
  const { measureTimes } = await import("./times.ts"); // only now, because it needs the npm packages
  return await measureTimes(often, tell);
}

/** Starts the peers that are there, and lets them train one network after another. */
async function trainings(
  asked: Arguments,
): Promise<Pick<Report, "results" | "versions" | "missing">> {
  const folder = await Deno.makeTempDir({ prefix: "vg-bench-" });
  const results: Result[] = [], missing: string[] = [], peers: Peer[] = [];
  try {
    const python = await findPython(), onCores = await pinned();
    for (const kind of asked.networks.length > 0 ? asked.peers : []) {
      const started = command(kind, folder, python);
      try {
        if (!started) throw new Error("there is no Python with it");
        peers.push(await Peer.start(kind, [...onCores(kind.threads), ...started]));
      } catch (error) {
        if (kind.name === "ours") throw new Problem(`We do not run: ${(error as Error).message}`);
        missing.push(`${kind.title} was skipped: ${(error as Error).message}.`);
        tell(missing.at(-1)!);
      }
    }
    if (missing.length > 0) tell("`deno task bench --install` brings what is missing.");
    for (const network of asked.networks) {
      await writeProblem(network, folder);
      results.push(...await measure(network, peers, asked, tell));
    }
  } finally {
    for (const peer of peers) await peer.close();
    await Deno.remove(folder, { recursive: true });
  }
  const versions = new Map(peers.map(({ kind, hello }) => [kind, hello.version]));
  return { results, versions, missing };
}

await runTask(() => bench(Deno.args));
