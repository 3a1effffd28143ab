import { assert, assertEquals, assertThrows } from "@std/assert";
import { dots } from "lib/figures/dots.ts";
import { logarithmic } from "lib/figures/lines.ts";
import { assertSnapshot } from "./snapshot.ts";

const options = {
  title: "They agree",
  x: logarithmic("factor a layer"),
  measured: { sigmoid: [0.25, 0.125, 0.5], ReLU: 0.75 },
  theory: { sigmoid: 0.236 },
};

type Trace = {
  name: string;
  x: number[];
  y: number[];
  error_x: { visible: boolean; array: number[]; arrayminus: number[] };
};
const traces = (figure: { data: readonly unknown[] }) => figure.data as Trace[];

Deno.test("dots: the median of the seeds, a bar over all of them, and theory beside its name", () => {
  const figure = dots(options), [measured, theory] = traces(figure);
  assertEquals([measured.x, measured.y], [[0.25, 0.75], [0, 1]]);
  assertEquals(measured.error_x.array, [0.25, 0]);
  assertEquals(measured.error_x.arrayminus, [0.125, 0]);
  assertEquals([theory.name, theory.x, theory.y], ["theory", [0.236], [0]]);
  assertEquals(
    figure.alt,
    "They agree. sigmoid: 0.25, from 0.125 to 0.5 (theory 0.236); ReLU: 0.75.",
  );
});

Deno.test("dots: one number each has no bar and no legend; a reference is a line", () => {
  const figure = dots({ title: "t", x: "s", measured: { a: 0, b: -3 }, reference: 1 });
  assertEquals(traces(figure)[0].error_x.visible, false);
  assertEquals(figure.layout.showlegend, false);
  const [{ x0, x1 }] = figure.layout.shapes as { x0: number; x1: number }[];
  assertEquals([x0, x1], [1, 1]);
});

Deno.test("dots: hostile names stay text", () => {
  const hostile = "<img src=x onerror=alert(1)>";
  const figure = dots({ title: hostile, x: hostile, measured: { [hostile]: 1 } });
  assert(!JSON.stringify([figure.data, figure.layout]).includes("<img"));
});

Deno.test("dots: mistakes are named", () => {
  const thrown = (change: object, message: string, kind: ErrorConstructor = RangeError) =>
    assertThrows(() => dots({ ...options, ...change }), kind, message);
  thrown({ measured: {} }, "nothing is measured");
  thrown({ measured: 3 }, "dots, measured: the options are 3", TypeError);
  thrown({ theory: { tanh: 1 } }, 'the theory "tanh" has no measurement of its name');
  thrown({ measured: { sigmoid: 0 } }, "sigmoid is 0; give a finite number above 0");
  thrown({ theory: { ReLU: -1 } }, "ReLU, theory is -1");
  thrown({ measured: { sigmoid: [1, NaN] } }, "sigmoid is NaN");
  thrown({ measured: { sigmoid: [] } }, '"sigmoid" is a value of type Array', TypeError);
  thrown({ measured: { sigmoid: "1" } }, '"sigmoid" is "1"', TypeError);
});

Deno.test("dots: snapshot", () => {
  assertSnapshot("dots", dots({ ...options, reference: 1 }));
});
