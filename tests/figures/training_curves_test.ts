import { assert, assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { trainingCurves } from "lib/figures/training_curves.ts";
import { summary, thinned } from "lib/figures/training_seeds.ts";
import { NotFinite } from "lib/train.ts";
import { assertSnapshot } from "./snapshot.ts";

type Trace = { name: string; x: number[]; y: number[]; xaxis?: string; fill?: string };
const traces = (figure: { data: readonly unknown[] }) => figure.data as Trace[];
const history = (...loss: number[]) => ({ loss: Float64Array.from(loss), stopped: null });

Deno.test("trainingCurves: a history, the NotFinite of a training, and numbers are all runs", () => {
  const failed = new NotFinite("the loss is NaN", history(1, 4));
  const figure = trainingCurves({ a: history(2, 1, 0.5), b: failed, c: [2, 3, Infinity, 1] });
  const [a, b, c, bEnd, cEnd] = traces(figure);
  assertEquals([a.x, a.y], [[1, 2, 3], [2, 1, 0.5]]);
  assertEquals([b.y, c.y], [[1, 4], [2, 3]], "up to the last finite number");
  assertEquals([bEnd.name, bEnd.x, bEnd.y], ["b: not finite from here", [2], [4]]);
  assertEquals([cEnd.name, cEnd.x, cEnd.y], ["c: not finite from here", [2], [3]]);
  assertEquals(
    figure.alt,
    "The loss ends at 0.5 (a), not finite (b), not finite (c). a goes from 2 at step 1 to 0.5 at " +
      "step 3; b goes from 1 at step 1 to 4 at step 2, and it is not finite from step 3 on; " +
      "c goes from 2 at step 1 to 3 at step 2, and it is not finite from step 3 on.",
  );
});

Deno.test("seeds: median and range; a lost seed counts as infinite, a stopped one no more", () => {
  const { middle, band, losses } = summary("a", [[1, 2, 3], [3, 4, NaN], [2, 6, 9], [2, 2]]);
  assertEquals(Array.from(middle), [2, 3, 9], "at the end: 3, 9 and infinity");
  assertEquals(band, { low: [1, 2, 3], high: [3, 6, 9] });
  assertEquals(losses, [{ step: 1, value: 4 }]);
  const most = summary("a", [[1, 2, 3], [1, NaN], [1, 2, Infinity], [1, 1, 1]]);
  assertEquals(Array.from(most.middle), [1, 2], "then half of the seeds are lost");
  assertEquals(summary("a", [1, 2]).band, null);
});

Deno.test("trainingCurves: several seeds have a band, and lost ones are counted", () => {
  const figure = trainingCurves({ a: [history(1, 2), [3, 4], [2, NaN]] });
  const [band, line, lost] = traces(figure);
  assertEquals([band.fill, line.name, line.y], ["toself", "a", [2, 4]]);
  assertEquals(lost.name, "a: 1 of 3 seeds not finite from here");
  assertStringIncludes(figure.alt, "a (median of 3 seeds) goes from 2 at step 1 to 4 at step 2");
});

Deno.test("trainingCurves: accuracy stands in a panel of its own, in the colours of the runs", () => {
  const runs = { a: [3, 2, 1], b: [3, 3, 3] };
  const figure = trainingCurves(runs, { accuracy: { b: [0.1, 0.2] }, accuracyEvery: 2 });
  const [a, b, aBelow, bBelow] = traces(figure) as (Trace & { line: { color: string } })[];
  assertEquals([a.xaxis, aBelow.xaxis, bBelow.xaxis], [undefined, "x2", "x2"]);
  assertEquals([bBelow.x, bBelow.y], [[1, 3], [0.1, 0.2]]);
  assertEquals(bBelow.line.color, b.line.color);
  assertStringIncludes(figure.alt, "Accuracy: b goes from 0.1 at step 1 to 0.2 at step 3.");
});

Deno.test("a long training is thinned, and no peak is lost", () => {
  const long = Float64Array.from({ length: 100_000 }, (_, i) => i === 77_777 ? 9 : 1 + i % 7);
  const kept = thinned([long, [1, 2]]);
  assert(kept.length < 3000, `${kept.length} of 100,000 are kept`);
  assert(kept.includes(0) && kept.includes(77_777) && kept.includes(99_999));
  assertEquals(kept, kept.toSorted((a, b) => a - b));
  const [line] = traces(trainingCurves({ a: long }));
  assertEquals([Math.max(...line.y), line.y.length < 3000], [9, true]);
  assertEquals(thinned([[1, 2, 3]]), [0, 1, 2]);
});

Deno.test("trainingCurves: hostile names stay text", () => {
  const hostile = "<img src=x onerror=alert(1)>", runs = { [hostile]: [1, NaN] };
  const { data, layout } = trainingCurves(runs, { title: hostile, loss: hostile });
  assert(!JSON.stringify([data, layout]).includes("<img"));
});

Deno.test("trainingCurves: mistakes are named", () => {
  const thrown = (runs: unknown, options: object, message: string, kind: ErrorConstructor) =>
    assertThrows(() => trainingCurves(runs as never, options), kind, message);
  thrown({}, {}, "nothing is measured", RangeError);
  thrown(undefined, {}, "trainingCurves, runs: the options are undefined", TypeError);
  thrown({ a: 3 }, {}, '"a" holds 3; give what train(…) returned', TypeError);
  thrown({ a: [[1], "x"] }, {}, '"a" holds "x"', TypeError);
  thrown({ a: [] }, {}, '"a" has no seeds', RangeError);
  thrown({ a: [1] }, { accuracy: { b: [1] } }, 'the accuracy of "b" has no run', RangeError);
  thrown({ a: [1] }, { accuracy: { a: [1] }, accuracyEvery: 0 }, "accuracyEvery is 0", RangeError);
});

Deno.test("trainingCurves: snapshot", () => {
  const runs = { a: [[4, 2, 1], [4, 1, 0.25]], b: [4, 8, NaN] };
  const theory = { expected: [4, 2, 1] }, accuracy = { a: [0.1, 0.5, 0.9] };
  assertSnapshot("training_curves", trainingCurves(runs, { theory, accuracy }));
});
