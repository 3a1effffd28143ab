/** The doctor's benchmark, small: the whole one is `tools/doctor_benchmark.ts`. */
import { assert, assertEquals } from "@std/assert";
import { doctorTrial } from "../../lib/doctor_trial.ts";
import { benchmark, printed } from "../../tools/doctor_benchmark.ts";

Deno.test("40 sick networks are named and cured, and 10 healthy ones are called so", async () => {
  const verdicts = await benchmark({ sick: 40, healthy: 10, seed: 3_000_000, untreated: false });
  const tally = doctorTrial(verdicts);
  const report = `${printed(tally)}\n${tally.mistakes.join("\n")}`;
  assert(tally.right >= 38, report);
  assert(tally.cured >= 36, report);
  assertEquals(tally.calledSick, 0, report);
  assert(tally.placed.right >= tally.placed.of - 1, report);
});
