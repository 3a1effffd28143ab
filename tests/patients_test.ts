import { assert, assertEquals, assertThrows } from "@std/assert";
import { kinds } from "../lib/diagnose/kinds.ts";
import { networkOf } from "../lib/diagnose/recipe.ts";
import { patient, sicknesses } from "../lib/patients.ts";
import { learns } from "../lib/patients/learns.ts";

Deno.test("a patient of each kind, the same from the same seed, another from another", () => {
  assertEquals(sicknesses.length, Object.keys(kinds).length - 1);
  for (const kind of [...sicknesses, kinds.fine]) {
    const one = patient(kind, 3), again = patient(kind, 3), other = patient(kind, 4);
    assertEquals(one.kind, kind);
    assertEquals([one.how, one.layer, one.level], [again.how, again.layer, again.level]);
    assertEquals(one.recipe.x.data, again.recipe.x.data);
    const weights = ({ recipe }: typeof one) => networkOf(recipe).parameters[0].value.data;
    assertEquals(weights(one), weights(again));
    assert(weights(one).some((w, i) => w !== weights(other)[i]));
  }
});

Deno.test("learns tells a network that vanishes from one that is well", async () => {
  const sick = patient(kinds.vanishing, 1), well = patient(kinds.fine, 2);
  assertEquals(await learns(sick.recipe, sick.level), false);
  assertEquals(await learns(well.recipe, well.level), true);
});

Deno.test("no kind, no seed", () => {
  assertThrows(() => patient("vanishing" as never, 1), TypeError, "kinds.vanishing");
  assertThrows(() => patient(undefined as never, 1), TypeError, "kinds.vanishing");
  assertThrows(() => patient(kinds.dead, 1.5), RangeError, "seed");
});
