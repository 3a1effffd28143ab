import { Problem } from "../tools/setup/problem.ts";
import { type BenchNetwork, networks } from "./networks.ts";
import { type PeerKind, peers } from "./peers.ts";

/** What the command line asks for. */
export interface Arguments {
  readonly networks: readonly BenchNetwork[];
  /** Also the times of lessons, kernel, export and import. */
  readonly times: boolean;
  /** Ours are always among them. */
  readonly peers: readonly PeerKind[];
  readonly rounds: number;
  /** Steps of each round; undefined for as many as a third of a second holds. */
  readonly steps: number | undefined;
  readonly install: boolean;
  /** Everything, and often enough: the results are for bench/README.md. */
  readonly whole: boolean;
}

const ROUNDS = 7, QUICK_ROUNDS = 3;
const QUICK = ["50x32", "10x64", "50x64"];

/** Throws Problem for a flag, a network or a peer that there is none of. */
export function parseArguments(words: readonly string[]): Arguments {
  let quick = false, install = false;
  const given = new Map<string, string>();
  for (let i = 0; i < words.length; i++) {
    const word = words[i];
    if (word === "--quick") quick = true;
    else if (word === "--install") install = true;
    else if (["--only", "--peers", "--rounds", "--steps"].includes(word)) {
      if (words[i + 1] === undefined) throw new Problem(`bench: ${word} needs a value.`);
      given.set(word, words[++i]);
    } else {
      throw new Problem(
        `bench does not know ${word}; it knows --quick, --install, --only 50x64,times, ` +
          "--peers torch,numpy, --rounds 7 and --steps 100.",
      );
    }
  }
  const only = given.get("--only")?.split(","), names = given.get("--peers")?.split(",");
  const rounds = count(given, "--rounds") ?? (quick ? QUICK_ROUNDS : ROUNDS);
  const chosen = only?.filter((name) => name !== "times") ?? (quick ? QUICK : undefined);
  return {
    networks: choose("network", networks, chosen),
    times: only === undefined ? !quick : only.includes("times"),
    peers: choose("peer", peers, names && ["ours", ...names]),
    rounds,
    steps: count(given, "--steps"),
    install,
    whole: !quick && rounds >= ROUNDS && !given.has("--steps") && !only && !names,
  };
}

function choose<Named extends { readonly name: string }>(
  what: string,
  all: readonly Named[],
  names: readonly string[] | undefined,
): readonly Named[] {
  const known = all.map(({ name }) => name);
  const unknown = names?.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new Problem(`bench: there is no ${what} "${unknown}"; there are ${known.join(", ")}.`);
  }
  return all.filter(({ name }) => names?.includes(name) ?? true);
}

function count(given: ReadonlyMap<string, string>, flag: string): number | undefined {
  const text = given.get(flag);
  if (text === undefined) return undefined;
  if (!/^[1-9]\d{0,5}$/.test(text)) {
    throw new Problem(`bench: ${flag} is "${text}"; give a whole number from 1.`);
  }
  return Number(text);
}
