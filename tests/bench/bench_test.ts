import { assert, assertEquals, assertMatch, assertStringIncludes, assertThrows } from "@std/assert";
import { parseArguments } from "../../bench/arguments.ts";
import { dtypes, leastProducts, networks, products, weightShapes } from "../../bench/networks.ts";
import { floorTable } from "../../bench/floor.ts";
import { partsTable } from "../../bench/parts.ts";
import { lastComplaint, Peer } from "../../bench/peer.ts";
import { type PeerKind, peers } from "../../bench/peers.ts";
import { writeProblem } from "../../bench/problem.ts";
import { withReport } from "../../bench/report.ts";
import { measure, requireAgreement, type Result } from "../../bench/rounds.ts";
import { barTable, claimTable, peerTable, ratios, spread, turboBar } from "../../bench/table.ts";
import { runCommand } from "../../tools/testing/command.ts";
import { Problem } from "../../tools/setup/problem.ts";

const small = networks.find(({ name }) => name === "10x64")!;

Deno.test("a round with us alone ends in tables", async () => {
  const words = "--only 10x64 --peers ours --rounds 1 --steps 3".split(" ");
  const { ok, output } = await runCommand(Deno.execPath(), [
    ...["run", "--no-lock", "-A", "bench/bench.ts", ...words],
  ]);
  assert(ok, output);
  assertMatch(output, /^\d{4}-\d\d-\d\d, .+ cores, .+; 1 round\.$/m);
  assertStringIncludes(output, "Measured: ours (Deno ");
  assertMatch(
    output,
    /^\| float64 \| [\d.]+ \| [\d.]+ \(\d+ %\) \| .+ \(\d+ %, ≥ 75 % [✓✗]\) \|$/m,
  );
  // Without PyTorch there is no ratio, and so no bar to be met or not.
  const ours = String.raw`[\d.e+]+ \| – \| ≤ 0\.45 \| [\d.e+]+ \| – \| ≤ 0\.60`;
  assertMatch(output, new RegExp(String.raw`^\| 10 × 64, 64 \| ${ours} \|$`, "m"));
});

Deno.test("a peer that computes another loss is named and not timed; one that errs, with its words", async () => {
  const folder = await Deno.makeTempDir();
  const script = (losses: string) => `
    console.log(JSON.stringify({ version: "1", dtypes: ["float64"], batchNorm: true }));
    for await (const text of Deno.stdin.readable.pipeThrough(new TextDecoderStream())) {
      for (const _ of text.match(/^run /gm) ?? []) {
        console.log(JSON.stringify({ ${losses}, milliseconds: 1 }));
      }
    }`;
  const kind = (name: string): PeerKind => ({ ...peers[0], name, title: name });
  const start = async (name: string, losses: string) => {
    const file = `${folder}/${name}.ts`;
    await Deno.writeTextFile(file, script(losses));
    return await Peer.start(kind(name), [Deno.execPath(), "run", "--no-config", "-A", file]);
  };
  const started: Peer[] = [];
  try {
    started.push(await start("ours", "first: 2, last: 1"));
    started.push(await start("liar", "first: 2, last: 1.001"));
    started.push(await start("broken", "first: nobody"));
    const results = await measure(small, started, { rounds: 2, steps: 1 }, () => {});
    const { rounds, notes } = results.find(({ dtype }) => dtype === "float64")!;
    assertEquals([...rounds], [["ours", [1, 1]]]);
    assertEquals(notes.length, 2);
    assertStringIncludes(notes[0], "liar: its loss after 10 steps is 1.001 where ours is 1;");
    assertMatch(notes[1], /broken: .*ReferenceError: nobody is not defined/);
  } finally {
    for (const peer of started) await peer.close();
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("losses agree within the tolerance, and NaN with nothing", () => {
  const ours = { first: 2, last: 1 };
  requireAgreement({ first: 2.0001, last: 0.9999 }, ours, 1e-3);
  assertThrows(() => requireAgreement({ first: 2.1, last: 1 }, ours, 1e-3), Error, "at the start");
  assertThrows(() => requireAgreement({ first: 2, last: NaN }, ours, 1e-3), Error, "10 steps");
});

Deno.test("the file of a problem has its inputs, labels and weights, always the same", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const write = async () => {
      await writeProblem(small, folder);
      return await Deno.readFile(`${folder}/10x64.bin`);
    };
    const bytes = await write(), view = new DataView(bytes.buffer);
    const weights = weightShapes(small).reduce((sum, [from, to]) => sum + from * to, 0);
    assertEquals(bytes.length, 8 * (64 * 64 + 64 + weights));
    for (let row = 0; row < 64; row++) {
      assert([0, 1, 2, 3, 4, 5, 6, 7, 8, 9].includes(view.getFloat64(8 * (64 * 64 + row), true)));
    }
    assertEquals(await write(), bytes);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
  assertEquals(products(small), 64 * (10 * 64 * 64 + 64 * 10));
  assertEquals(leastProducts(small), 64 * (29 * 64 * 64 + 3 * 64 * 10)); // all thrice, but no ∂L/∂x of the data
});

Deno.test("ratios are taken round by round, and the bars beside them", () => {
  const result: Result = {
    ...{ network: small, dtype: "float32", notes: [] },
    rounds: new Map([["ours", [1, 4, 2]], ["torch", [4, 8, 5]], ["tfjs-wasm", [9, 44, 30]]]),
  };
  assertEquals(ratios(result, "ours", "torch"), [0.25, 0.5, 0.4]);
  assertEquals(ratios(result, "ours", "jax"), undefined);
  assertEquals(spread([0.25, 0.5, 0.4]), "0.40 (0.25–0.50)");
  assertEquals(spread(undefined), "–");
  const other: Result = { ...result, dtype: "float64", rounds: new Map() };
  assertEquals(
    barTable([result, other]).split("\n").at(-1),
    "| 10 × 64, 64 | 2.00 | 0.40 (0.25–0.50) | ≤ 0.45 ✓ | – | – | ≤ 0.60 |",
  );
  assertEquals(peerTable([result], peers, "float32").split("\n"), [
    "| depth × width, batch | ours | PyTorch eager | TensorFlow.js wasm |",
    "| --- | --- | --- | --- |",
    "| 10 × 64, 64 | 0.40 (0.25–0.50) | 5.00 ms | 5.50 (2.25–6.00) |",
  ]);
  assertEquals(
    claimTable([result, other], peers).split("\n").at(-1),
    "| 10 × 64, 64 | 11.0 (9.00–15.0) ✓ |",
  );
});

Deno.test("the parts of our step, and all bars beside the least that a step can take", () => {
  const shares = { products: 0.7, activations: 0.15, loops: -0.004, javascript: 0.1 };
  const parts = dtypes.map((dtype) => ({ network: small, dtype, ...shares }));
  assertEquals(
    partsTable(parts.slice(1)).split("\n").slice(2),
    ["| 10 × 64, 64 | float64 | 70 % | 15 % | 0 % | 10 % |"],
  );
  assertEquals(partsTable([]), "");

  const times = { ours: [2, 4, 6], torch: [4, 4, 4], jax: [3, 3, 3], "ml-matrix": [48, 48, 48] };
  const result: Result = {
    ...{ network: small, dtype: "float64", notes: [] },
    rounds: new Map(Object.entries(times)),
  };
  const limits = (milliseconds: number) =>
    dtypes.map((dtype) => ({
      dtype,
      peak: 2 * leastProducts(small) / 1e6, // so the products take a millisecond
      products: new Map(),
      loops: new Map([[small, milliseconds]]),
    }));
  const rows = (results: Result[], loops: number) =>
    floorTable(results, limits(loops), parts, peers).split("\n").slice(2);
  const begin = "| 10 × 64, 64 | float64 |", end = "0.90 ✗ | 1.20 ✓ |";
  assertEquals(rows([result], 1), [`${begin} 0.50 | 0.70 | 1.00 | 0.60 ✗ | ${end}`]);
  assertEquals(rows([result], 1.6), [`${begin} 0.65 | 0.70 | 1.00 | 0.60 ✗ out of reach | ${end}`]);
  const alone = { ...result, rounds: new Map([["ours", [2, 4, 6]]]) };
  assertEquals(rows([alone], 1), []); // without PyTorch there is no unit
});

Deno.test("turbo's own bar is told where it was measured", () => {
  const network = networks.find(({ name }) => name === "30x256")!;
  const rounds = new Map([["turbo", [3, 4, 5]], ["torch", [5, 5, 5]]]);
  const result: Result = { network, dtype: "float32", rounds, notes: [] };
  assertEquals(
    turboBar([result]),
    "Turbo, 30 × 256, 128, float32: 0.80 (0.60–1.00), bar ≤ 0.80 ✓.",
  );
  assertEquals(turboBar([{ ...result, dtype: "float64" }]), "");
});

Deno.test("a new report takes the place of the old one, and the page around it stays", async () => {
  const page = await Deno.readTextFile("bench/README.md");
  const once = withReport(page, "NEWS\n");
  assertStringIncludes(once, "-->\n\nNEWS\n\n<!-- to here -->");
  assert(once.startsWith(page.slice(0, page.indexOf("<!--"))));
  assertEquals(withReport(withReport(page, "OLD\n"), "NEWS\n"), once);
  assertThrows(() => withReport("# A page\n", "NEWS\n"), Problem, "put them back");
});

Deno.test("the command line: parts, and what there is none of", () => {
  assert(parseArguments([]).whole);
  assert(parseArguments([]).times);
  const part = parseArguments(["--only", "50x64,times", "--peers", "torch", "--rounds", "2"]);
  assertEquals(part.networks.map(({ name }) => name), ["50x64"]);
  assertEquals(part.peers.map(({ name }) => name), ["ours", "torch"]);
  assertEquals([part.times, part.rounds, part.whole], [true, 2, false]);
  assert(!parseArguments(["--quick"]).whole);
  for (
    const [words, message] of [
      [["--only", "7x7"], 'there is no network "7x7"; there are 50x32'],
      [["--peers", "keras"], 'there is no peer "keras"; there are ours'],
      [["--rounds", "0"], '--rounds is "0"; give a whole number from 1'],
      [["--rounds"], "--rounds needs a value"],
      [["--fast"], "bench does not know --fast"],
    ] as const
  ) assertThrows(() => parseArguments(words), Problem, message);
});

Deno.test("of a long complaint, the error is told", () => {
  const python = "Traceback:\n  File x\nModuleNotFoundError: No module named 'jax'\n";
  assertEquals(lastComplaint(python), "ModuleNotFoundError: No module named 'jax'");
  assertEquals(
    lastComplaint("error: not in the cache\n    at x.ts:1\n"),
    "error: not in the cache",
  );
  assertEquals(lastComplaint(""), "ended without a word");
});
