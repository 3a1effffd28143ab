import { assert, assertEquals, assertThrows } from "@std/assert";
import { doctorTrial } from "../lib/doctor_trial.ts";
import { recordedTrial, trialText, tryAgain } from "../lib/recorded_trial.ts";

Deno.test("the recorded trial meets what is asked of the doctor", () => {
  const trial = doctorTrial(recordedTrial());
  assertEquals([trial.sick, trial.healthy], [500, 100]);
  assert(trial.right >= 475, `${trial.right} named right`);
  assert(trial.cured >= 450, `${trial.cured} cured`);
  assert(trial.calledSick <= 2, `${trial.calledSick} healthy ones called sick`);
});

Deno.test("its text is read as it was written", async () => {
  const text = trialText(recordedTrial());
  const file = await Deno.readTextFile(new URL("../lib/patients/trial.json", import.meta.url));
  assertEquals(JSON.parse(text), JSON.parse(file));
});

Deno.test("patients shown again are given the same names and remedies", () => {
  for (const place of [3, 7, 60, 501]) assertEquals(tryAgain(place), true);
  assertThrows(() => tryAgain(-1), RangeError, "place");
});
