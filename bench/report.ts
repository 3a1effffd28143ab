import { fileURLToPath } from "node:url";
import { run } from "../tools/setup/command.ts";
import { Problem } from "../tools/setup/problem.ts";
import { floorTable } from "./floor.ts";
import { type Limit, limitTable } from "./limit.ts";
import { dtypes } from "./networks.ts";
import { type Parts, partsTable } from "./parts.ts";
import type { PeerKind } from "./peers.ts";
import type { Result } from "./rounds.ts";
import { barTable, claimTable, peerTable, table, turboBar } from "./table.ts";
import type { Time } from "./times.ts";

/** All that a run of the benchmark found. */
export interface Report {
  readonly date: Date;
  readonly machine: string;
  readonly rounds: number;
  /** The peers that were there. */
  readonly versions: ReadonlyMap<PeerKind, string>;
  /** Who was not there, in a sentence each. */
  readonly missing: readonly string[];
  readonly results: readonly Result[];
  /** How near the products are to the peak of the core; empty where no network was measured. */
  readonly limits: readonly Limit[];
  /** What a step of ours is made of. */
  readonly parts: readonly Parts[];
  readonly times: readonly Time[];
}

/** The report in Markdown. */
export function text(report: Report): string {
  const { date, machine, rounds, versions, missing, results, limits, times } = report;
  const peers = [...versions.keys()], parts: string[] = [];
  parts.push(
    `${date.toISOString().slice(0, 10)}, ${machine}; ${rounds} round${rounds === 1 ? "" : "s"}.`,
  );
  if (results.length > 0) {
    const named = [...versions].map(([{ title }, version]) => `${title} (${version})`);
    parts.push(`Measured: ${named.join("; ")}.`);
    const notes = [...missing, ...results.flatMap(({ notes }) => notes)];
    if (notes.length > 0) parts.push(notes.map((note) => `- ${note}`).join("\n"));
    parts.push("### Our step, in units of PyTorch's on one thread", barTable(results));
    const turbo = turboBar(results);
    if (turbo !== "") parts.push(turbo);
    for (const dtype of dtypes) {
      parts.push(
        `### Everybody's step in ${dtype}, in units of PyTorch's`,
        peerTable(results, peers, dtype),
      );
    }
    parts.push(
      "### The limit: 128-bit vectors, a multiplication and an addition apart, one core",
      limitTable(limits),
    );
    const floors = floorTable(results, limits, report.parts, peers);
    if (floors !== "") parts.push("### All bars, in units of PyTorch's step", floors);
    const made = partsTable(report.parts);
    if (made !== "") parts.push("### What a step of ours is made of", made);
    const claims = claimTable(results, peers);
    if (claims !== "") parts.push("### JavaScript in units of ours, ours in units of JAX", claims);
  }
  if (times.length > 0) {
    const rows = times.map(({ what, result, bar }) => [what, result, bar]);
    parts.push("### What a learner waits for", table(["", "median (range)", "bar"], rows));
  }
  return parts.join("\n\n") + "\n";
}

const readme = fileURLToPath(new URL("README.md", import.meta.url));
const BEGIN = "<!-- deno task bench writes from here -->", END = "<!-- to here -->";

/** Writes the report into bench/README.md. */
export async function writeReadme(report: Report): Promise<void> {
  await Deno.writeTextFile(readme, withReport(await Deno.readTextFile(readme), text(report)));
  await run(Deno.execPath(), ["fmt", "--quiet", readme]);
  console.log("bench/README.md was written.");
}

/** The page with a report in place of the one between its marks. Throws Problem without marks. */
export function withReport(page: string, report: string): string {
  const from = page.indexOf(BEGIN), to = page.indexOf(END);
  if (from < 0 || to < from) {
    throw new Problem(`bench/README.md lacks its marks ${BEGIN} and ${END}; put them back.`);
  }
  return `${page.slice(0, from) + BEGIN}\n\n${report}\n${page.slice(to)}`;
}
