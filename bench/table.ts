import { median } from "../lib/statistics.ts";
import {
  type BenchNetwork,
  type Dtype,
  dtypes,
  JAVASCRIPT_BAR,
  JAX_BAR,
  NARROW,
  title,
  TURBO,
} from "./networks.ts";
import { type PeerKind, YARDSTICK } from "./peers.ts";
import type { Result } from "./rounds.ts";

/** A table in Markdown. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

export const percent = (share: number) => `${(100 * share).toFixed(0)} %`;

/** What each round says of one peer's time in units of another's. */
export function ratios({ rounds }: Result, peer: string, unit: string): number[] | undefined {
  const times = rounds.get(peer), units = rounds.get(unit);
  if (!times || !units) return undefined;
  return times.map((time, round) => time / units[round]);
}

/** "0.29 (0.27–0.33)": the median and the range; a dash where nothing was measured. */
export function spread(values: readonly number[] | undefined): string {
  if (values === undefined || values.length === 0) return "–";
  const low = Math.min(...values), high = Math.max(...values);
  return `${digits(median(values))} (${digits(low)}–${digits(high)})`;
}

/** Two digits after the point, or three digits in all of what is larger. */
function digits(value: number): string {
  return value < 10 ? value.toFixed(2) : value < 100 ? value.toFixed(1) : value.toFixed(0);
}

/** A bar, and whether it is met. */
function bar(values: readonly number[] | undefined, most: number): string {
  const mark = values === undefined ? "" : median(values) <= most ? " ✓" : " ✗";
  return `≤ ${most.toFixed(2)}${mark}`;
}

/** Our step against PyTorch's, each beside its bar. */
export function barTable(results: readonly Result[]): string {
  const head = ["depth × width, batch"];
  for (const dtype of dtypes) head.push(`${dtype}, ms`, "ratio (range)", "bar");
  const networks = [...new Set(results.map(({ network }) => network))];
  return table(
    head,
    networks.map((network) => [
      title(network),
      ...dtypes.flatMap((dtype) => {
        const result = results.find((one) => one.network === network && one.dtype === dtype)!;
        const ratio = ratios(result, "ours", YARDSTICK), times = result.rounds.get("ours");
        return [
          times ? median(times).toPrecision(3) : "–",
          spread(ratio),
          bar(ratio, network.bar[dtype]),
        ];
      }),
    ]),
  );
}

/** Turbo beside its own bar, in a sentence; empty where it was not measured. */
export function turboBar(results: readonly Result[]): string {
  const result = results.find(({ network, dtype }) =>
    network.name === TURBO.network && dtype === TURBO.dtype
  );
  const ratio = result && ratios(result, "turbo", YARDSTICK);
  if (ratio === undefined) return "";
  return `Turbo, ${title(result!.network)}, ${TURBO.dtype}: ${spread(ratio)}, bar ${
    bar(ratio, TURBO.bar)
  }.`;
}

/** Everybody's step with one dtype, in units of PyTorch's; the milliseconds of PyTorch itself. */
export function peerTable(
  results: readonly Result[],
  peers: readonly PeerKind[],
  dtype: Dtype,
): string {
  const chosen = results.filter((result) => result.dtype === dtype);
  const measured = peers.filter(({ name }) => chosen.some(({ rounds }) => rounds.has(name)));
  const cell = (result: Result, { name }: PeerKind) => {
    const times = result.rounds.get(name);
    if (name === YARDSTICK) return times ? `${median(times).toPrecision(3)} ms` : "–";
    return spread(ratios(result, name, YARDSTICK));
  };
  return table(
    ["depth × width, batch", ...measured.map((peer) => peer.title)],
    chosen.map((
      result,
    ) => [title(result.network), ...measured.map((peer) => cell(result, peer))]),
  );
}

/** Whether the course's claim of a peer holds: ours is within JAX's bar, or JavaScript takes so many times as long. */
export function meets(result: Result, peer: string): boolean {
  return peer === "jax"
    ? median(ratios(result, "ours", peer)!) <= JAX_BAR
    : median(ratios(result, peer, "ours")!) >= JAVASCRIPT_BAR;
}

/**
 * What the course claims of the others, with the same dtype: JavaScript takes ten times as long as we
 * do, and we are level with JAX where networks are narrow. Empty where none of them was measured.
 */
export function claimTable(results: readonly Result[], peers: readonly PeerKind[]): string {
  const columns = peers.flatMap(({ name, title: peer, language }) =>
    dtypes.flatMap((dtype) => {
      if (!results.some((result) => result.dtype === dtype && result.rounds.has(name))) return [];
      if (language === "JavaScript") {
        return [{ name, dtype, head: `${peer} / ours, ${dtype} ≥ ${JAVASCRIPT_BAR}` }];
      }
      return name === "jax" ? [{ name, dtype, head: `ours / ${peer}, ${dtype} ≤ ${JAX_BAR}` }] : [];
    })
  );
  if (columns.length === 0) return "";
  const networks = [...new Set(results.map(({ network }) => network))];
  const cell = (network: BenchNetwork, { name, dtype }: (typeof columns)[number]) => {
    const result = results.find((one) => one.network === network && one.dtype === dtype)!;
    const narrow = name === "jax";
    if (narrow && network.width > NARROW) return "–";
    const values = narrow ? ratios(result, "ours", name) : ratios(result, name, "ours");
    if (values === undefined) return "–";
    return `${spread(values)} ${meets(result, name) ? "✓" : "✗"}`;
  };
  return table(
    ["depth × width, batch", ...columns.map(({ head }) => head)],
    networks.map((network) => [title(network), ...columns.map((column) => cell(network, column))]),
  );
}
