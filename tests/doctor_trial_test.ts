import { assertEquals } from "@std/assert";
import { kinds } from "../lib/diagnose/kinds.ts";
import { doctorTrial, tryDoctor, type Verdict } from "../lib/doctor_trial.ts";
import { patient } from "../lib/patients.ts";

const verdict = (more: Partial<Verdict>): Verdict => ({
  ...{ seed: 1, is: "vanishing", said: "vanishing", placed: null, remedy: "He", cured: true },
  ...{ learned: false, story: "told" },
  ...more,
});

Deno.test("verdicts are counted by kind, place, cure and health", () => {
  const trial = doctorTrial([
    verdict({}),
    verdict({ said: "dead", cured: false }),
    verdict({ is: "dead", said: "dead", placed: true, learned: true }),
    verdict({ is: "dead", said: "dead", placed: false }),
    verdict({ is: "fine", said: "fine", learned: true, cured: null }),
    verdict({ is: "fine", said: "shattered", learned: true, cured: null }),
    verdict({ is: "fine", said: "shattered", learned: false, cured: null }),
  ]);
  assertEquals(trial, {
    ...{ sick: 4, right: 3, cured: 3, stuck: 3, rescued: 2, placed: { of: 2, right: 1 } },
    ...{ healthy: 2, calledSick: 1, leftOut: 1 },
    confusion: {
      vanishing: { vanishing: 1, dead: 1 },
      dead: { dead: 2 },
      fine: { fine: 1, shattered: 1 },
    },
    cures: {
      vanishing: { of: 2, cured: 1, learned: 0 },
      dead: { of: 2, cured: 2, learned: 1 },
    },
    mistakes: ["told; not cured by He", "told (another layer)", "told"],
  });
});

Deno.test("a patient is named, treated, and tried without treatment", async () => {
  const one = await tryDoctor(patient(kinds.exploding, 1_000_001), { untreated: true });
  assertEquals([one.is, one.said, one.cured], ["exploding", "exploding", true]);
  assertEquals(typeof one.learned, "boolean");
  const well = await tryDoctor(patient(kinds.fine, 1_000_000));
  assertEquals([well.said, well.cured], ["fine", null]);
});
