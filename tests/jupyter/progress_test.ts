import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { progressBundle, progressWords } from "lib/jupyter/bar.ts";
import { progress, progressBar } from "lib/jupyter/mod.ts";

Deno.test("progress in words: how far, how fast, how long still", () => {
  const cases: [number, number | undefined, number, string][] = [
    [0, 90, 0, "seeds: 0 of 90"],
    [0, 90, 3, "seeds: 0 of 90"],
    [30, 90, 2, "seeds: 30 of 90, 15 a second, 4 s left"],
    [1000, 4000, 3, "seeds: 1000 of 4000, 333 a second, 9 s left"],
    [2, 10, 5, "seeds: 2 of 10, 2.5 s each, 20 s left"],
    [1, 100, 1, "seeds: 1 of 100, 1 a second, 1 min 39 s left"],
    [1, 5000, 2, "seeds: 1 of 5000, 2 s each, 2 h 46 min left"],
    [30, undefined, 2, "seeds: 30, 15 a second"],
  ];
  for (const [done, total, seconds, words] of cases) {
    assertEquals(progressWords({ label: "seeds", done, total, seconds }), words);
  }
});

Deno.test("the bar is labelled, knows its total or none, and its label stays text", () => {
  const html = (total?: number) =>
    String(progressBundle({ label: `<b>"`, done: 3, total, seconds: 1 })["text/html"]);
  assertStringIncludes(html(8), `<progress aria-label="&lt;b&gt;&quot;" max="8" value="3">`);
  assertStringIncludes(html(), `<progress aria-label="&lt;b&gt;&quot;"></progress>`);
  assert(!html(8).includes("<b>"));
});

Deno.test("progress goes through a list, or counts", async () => {
  const seen: unknown[] = [];
  for await (const depth of progress([5, 10, 20], "depths")) seen.push(depth);
  for await (const i of progress(2)) seen.push(i);
  for await (const nothing of progress([])) seen.push(nothing);
  assertEquals(seen, [5, 10, 20, 0, 1]);
});

Deno.test("progress refuses what is neither a count nor a list", async () => {
  const anything = progress as (items: unknown) => AsyncGenerator<unknown>;
  await assertRejects(() => anything(-1).next(), RangeError, "progress: items is -1");
  await assertRejects(() => anything(1.5).next(), RangeError, "progress: items is 1.5");
  await assertRejects(() => anything("abc").next(), TypeError, `progress: items is "abc"`);
});

Deno.test("progress gives the event loop its turn, in a loop that never awaits anything else", async () => {
  let turns = 0;
  const timer = setInterval(() => turns++, 1);
  const end = performance.now() + 200;
  for await (const _ of progress(1e9, "spinning")) if (performance.now() > end) break;
  clearInterval(timer);
  assert(turns >= 4, `${turns} turns in 200 ms`);
});

Deno.test("a bar for a callback can be used again, and ended twice", async () => {
  const bar = progressBar("networks");
  for (const round of [1, 2]) for (let done = 0; done <= 3; done++) await bar(done, 3 * round);
  await bar.end();
  await bar.end();
});
