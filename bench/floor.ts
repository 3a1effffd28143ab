import { median } from "../lib/statistics.ts";
import type { Limit } from "./limit.ts";
import { JAVASCRIPT_BAR, JAX_BAR, leastProducts, NARROW, title } from "./networks.ts";
import type { Parts } from "./parts.ts";
import { type PeerKind, YARDSTICK } from "./peers.ts";
import type { Result } from "./rounds.ts";
import { meets, ratios, table } from "./table.ts";

/**
 * All bars beside what could meet them, each in units of PyTorch's step: the least that a step can take, if its
 * products ran at the peak of the core, weights and activations took what our loops take for them alone, and nothing
 * else took time; our products alone, with nothing else; and our whole step.
 */
export function floorTable(
  results: readonly Result[],
  limits: readonly Limit[],
  parts: readonly Parts[],
  peers: readonly PeerKind[],
): string {
  const javascript = peers.filter(({ name, language }) =>
    language === "JavaScript" && results.some(({ rounds }) => rounds.has(name))
  );
  const rows = results.flatMap((result) => {
    const { network, dtype, rounds } = result, unit = rounds.get(YARDSTICK);
    const limit = limits.find((one) => one.dtype === dtype);
    const made = parts.find((one) => one.network === network && one.dtype === dtype);
    if (!unit || !rounds.has("ours") || !limit || !made) return [];
    const ours = median(ratios(result, "ours", YARDSTICK)!);
    const least = 2 * leastProducts(network) / limit.peak / 1e6 + limit.loops.get(network)!;
    const floor = least / median(unit);
    const cell = (bar: number, met: boolean) =>
      `${bar.toFixed(2)} ${met ? "✓" : floor > bar ? "✗ out of reach" : "✗"}`;
    const share = (peer: string, times: number) => {
      const theirs = ratios(result, peer, YARDSTICK);
      return theirs === undefined ? "–" : cell(times * median(theirs), meets(result, peer));
    };
    return [[
      ...[title(network), dtype],
      ...[floor, made.products * ours, ours].map((value) => value.toFixed(2)),
      cell(network.bar[dtype], ours <= network.bar[dtype]),
      network.width > NARROW ? "–" : share("jax", JAX_BAR),
      ...javascript.map(({ name }) => share(name, 1 / JAVASCRIPT_BAR)),
    ]];
  });
  const head = ["depth × width, batch", "dtype", "at the peak", "our products", "ours", "bar"]
    .concat(
      `${JAX_BAR} × JAX jit`,
      javascript.map((peer) => `${peer.title} ÷ ${JAVASCRIPT_BAR}`),
    );
  return rows.length === 0 ? "" : table(head, rows);
}
