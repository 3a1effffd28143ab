import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { certificate } from "lib/figures/certificate.ts";
import { assertSnapshot } from "./snapshot.ts";

const grades = [
  { number: 1, diagnosed: "vanishing", cured: true },
  { number: 2, diagnosed: null, cured: true },
  { number: 3, diagnosed: "ill-conditioned inputs", cured: false },
  { number: 4, diagnosed: null, cured: null },
];

Deno.test("certificate: what was passed, what was not, what has no answer", () => {
  const figure = certificate(grades);
  assertEquals(
    figure.alt,
    "Certificate: 2 of 4 networks diagnosed, 2 of 4 cured. patient 1: vanishing, cured; " +
      "patient 2: not diagnosed, cured; patient 3: ill-conditioned inputs, not cured; " +
      "patient 4: no answer.",
  );
  const places = figure.data.map(({ name, x, y }) => [name, x, y]);
  assertEquals(places, [
    ["passed", [0, 1, 1, 0], [0, 0, 1, 2]],
    ["not passed", [0, 1], [1, 2]],
    ["no answer", [0, 1], [3, 3]],
  ]);
  assertSnapshot("certificate", figure);
});

Deno.test("certificate: its title tells all and nothing", () => {
  const all = certificate([grades[0]]), none = certificate([grades[3]]);
  assertStringIncludes(all.alt, "all 1 networks were diagnosed and cured");
  assertStringIncludes(none.alt, "none of the 1 networks has been treated yet");
  assertThrows(() => certificate([]), RangeError, "no grades");
});
