/** Who is measured beside us, and how each is started. */
import { fileURLToPath } from "node:url";

export interface PeerKind {
  /** As in `--peers torch,numpy`. */
  readonly name: string;
  /** As the tables call it. */
  readonly title: string;
  readonly language: "ours" | "Python" | "JavaScript";
  readonly threads: number;
  /** The file in bench/peers/, then its arguments. */
  readonly script: readonly string[];
  /** Further flags for Deno. */
  readonly flags?: readonly string[];
  /** Networks with more products in a forward pass are left out: hours would pass. */
  readonly mostProducts?: number;
}

/** What all are measured in. */
export const YARDSTICK = "torch";

export const peers: readonly PeerKind[] = [
  {
    ...{ name: "ours", title: "ours", language: "ours", threads: 1, script: ["ours.ts"] },
  },
  {
    ...{ name: "turbo", title: "ours, turbo", language: "ours", threads: 2 },
    ...{ script: ["ours.ts", "turbo"], flags: ["--v8-flags=--experimental-wasm-revectorize"] },
  },
  {
    ...{ name: "torch", title: "PyTorch eager", language: "Python", threads: 1 },
    script: ["torch_peer.py", "eager", "1"],
  },
  {
    ...{ name: "torch2", title: "PyTorch eager, 2 threads", language: "Python", threads: 2 },
    script: ["torch_peer.py", "eager", "2"],
  },
  {
    ...{ name: "compile", title: "torch.compile", language: "Python", threads: 1 },
    script: ["torch_peer.py", "compile", "1"],
  },
  {
    ...{ name: "jax", title: "JAX jit", language: "Python", threads: 1 },
    script: ["jax_peer.py"],
  },
  {
    ...{ name: "numpy", title: "NumPy by hand", language: "Python", threads: 1 },
    script: ["numpy_peer.py"],
  },
  {
    ...{ name: "tfjs-wasm", title: "TensorFlow.js wasm", language: "JavaScript", threads: 1 },
    script: ["tfjs.ts", "wasm"],
  },
  {
    ...{ name: "tfjs-cpu", title: "TensorFlow.js cpu", language: "JavaScript", threads: 1 },
    script: ["tfjs.ts", "cpu"],
  },
  {
    ...{ name: "ml-matrix", title: "ml-matrix", language: "JavaScript", threads: 1 },
    script: ["ml_matrix.ts"],
  },
  {
    ...{ name: "micrograd", title: "scalar autograd", language: "JavaScript", threads: 1 },
    ...{ script: ["micrograd.ts"], mostProducts: 3e6 },
  },
];

/** The npm packages of the peers are no concern of the project's own deno.json. */
const npm = [`--config=${peerFile("npm.json")}`];

export function peerFile(name: string): string {
  return fileURLToPath(new URL(`peers/${name}`, import.meta.url));
}

/** The command that starts a peer on the problems of a folder; undefined where there is no Python. */
export function command(
  { language, script, flags = [] }: PeerKind,
  folder: string,
  python: string | undefined,
): string[] | undefined {
  const [file, ...args] = script, started = [peerFile(file), ...args, folder];
  if (language === "Python") return python === undefined ? undefined : [python, ...started];
  const own = language === "ours" ? ["--no-lock", ...flags] : [...npm, "--cached-only"];
  return [Deno.execPath(), "run", "--quiet", "-A", ...own, ...started];
}

/** The commands that fetch the npm packages of the peers into Deno's cache. */
export function cacheCommands(): string[][] {
  const files = ["tfjs.ts", "ml_matrix.ts"].map(peerFile);
  return files.map((file) => [Deno.execPath(), "cache", "--quiet", ...npm, file]);
}
