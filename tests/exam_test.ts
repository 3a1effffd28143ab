import { assert, assertEquals, assertRejects } from "@std/assert";
import { kinds } from "../lib/diagnose/kinds.ts";
import { networkOf } from "../lib/diagnose/recipe.ts";
import { remedies } from "../lib/diagnose/treatments.ts";
import { type Answer, examWard, grades, marks, wardChart } from "../lib/exam.ts";
import { sicknesses } from "../lib/patients.ts";
import { learns } from "../lib/patients/learns.ts";

const ward = await examWard(8);
const place = (name: string) => ward.findIndex(({ kind }) => kind.name === name);

/** The points of the answers, and what is printed of them. */
async function markedAloud(answers: (Answer | undefined)[], numbers: number[]) {
  const lines: string[] = [], { log } = console;
  console.log = (line: string) => lines.push(line);
  try {
    return { points: await marks(ward, answers, numbers), lines };
  } finally {
    console.log = log;
  }
}

Deno.test("a ward has one patient of each sickness, in an order that the seed decides", async () => {
  const names = ward.map(({ kind }) => kind.name), again = await examWard(8);
  assertEquals([...names].sort(), sicknesses.map(({ name }) => name).sort());
  assertEquals(again.map(({ how }) => how), ward.map(({ how }) => how));
  assert(names.some((name, i) => name !== sicknesses[i].name), "the order is not that of the list");
  await assertRejects(() => examWard(-1), RangeError, "seed");
});

Deno.test("none is well as it is, and an answer gets a point for the kind and one for the cure", async () => {
  const answers: (Answer | undefined)[] = Array(8).fill(undefined);
  assertEquals(await marks(ward, answers, [1, 2]), undefined);
  const leave: Answer["remedy"] = (recipe) => recipe;
  for (const [i, { kind }] of ward.entries()) answers[i] = { kind, remedy: leave };
  assertEquals(await marks(ward, answers, [1, 2, 3, 4, 5, 6, 7, 8]), 8, "eight kinds, no cure");
  const i = place("vanishing");
  answers[i] = { kind: kinds.dead, remedy: remedies.skipConnections };
  assertEquals(await marks(ward, answers, [i + 1]), 1, "the cure alone");
  answers[i] = { kind: kinds.vanishing, remedy: remedies.skipConnections };
  assertEquals(await marks(ward, answers, [i + 1]), 2);
  const all = await grades(ward, answers.map((answer, j) => j === i ? answer : undefined));
  assertEquals(all[i], { number: i + 1, diagnosed: "vanishing", cured: true });
  assertEquals(all.filter(({ cured }) => cured === null).length, 7);
});

Deno.test("what a treatment lacks is said", async () => {
  const lines: string[] = [];
  for (const name of ["vanishing", "shattered"]) {
    const i = place(name), answers: Answer[] = [];
    answers[i] = { kind: kinds.dead, remedy: (recipe) => recipe };
    const marked = await markedAloud(answers, [i + 1]);
    assertEquals(marked.points, 0);
    lines.push(...marked.lines);
  }
  assertEquals(lines.map((line) => line.replace(/^· Patient \d: /, "")), [
    "the kind is another; treated, the loss does not stay below 0.69 within the 200 steps.",
    "the kind is another; treated, the gradients of neighbours are still unlike (cosine 0.36).",
  ]);
});

Deno.test("what is no answer is refused", async () => {
  const i = place("vanishing"), number = i + 1;
  const given = (answer: unknown) => {
    const answers: (Answer | undefined)[] = [];
    answers[i] = answer as Answer;
    return marks(ward, answers, [number]);
  };
  const { skipConnections: remedy } = remedies, kind = kinds.dead;
  await assertRejects(() => given(3), TypeError, `answers[${i}]: the options are 3`);
  await assertRejects(() => given({ kind: "dead", remedy }), TypeError, "(nonFinite, illCond");
  await assertRejects(() => given({ kind, remedy: "rest" }), TypeError, "give one of remedies");
});

Deno.test("a treatment that fails, or changes the task, cures nobody, and the next patient is seen", async () => {
  const i = place("vanishing"), { network } = ward[i].recipe;
  assert("depth" in network);
  const layers = (depth: number): Answer["remedy"] => (recipe) => ({
    ...recipe,
    network: { ...network, ...recipe.network, depth },
  });
  const failures: [remedy: unknown, words: RegExp][] = [
    [() => {}, /its result is undefined; give/],
    [(): never => {
      throw new RangeError("standardize: NaN");
    }, /standardize: NaN/],
    [(recipe: object) => ({ ...recipe, y: new Uint8Array(64) }), /changes the labels; leave them/],
    [layers(1), /leave its depth/],
    [layers(network.depth + 1), /leave its depth/],
  ];
  for (const [remedy, words] of failures) {
    const answers: Answer[] = [], next = i === 0 ? 1 : 0;
    answers[i] = { kind: ward[i].kind, remedy: remedy as Answer["remedy"] };
    answers[next] = { kind: ward[next].kind, remedy: (recipe) => recipe };
    const { lines, points } = await markedAloud(answers, [i + 1, next + 1]);
    assertEquals(points, 2); // the kinds
    assert(lines[0].startsWith(`· Patient ${i + 1}: vanishing; treated, it fails (`), lines[0]);
    assert(words.test(lines[0]), lines[0]);
    assertEquals(lines.length, 2);
  }
});

Deno.test("the chart holds the vital signs and does not name the sickness", () => {
  const charts = ward.map(wardChart);
  for (const [i, chart] of charts.entries()) {
    assertEquals(Object.keys(chart), Object.keys(charts[0]));
    assert(!Object.values(chart).includes(ward[i].kind.name));
  }
  assertEquals(charts[place("dead")].fresh, "no, trained");
  assertEquals(charts[place("born dead")].fresh, "yes");
  assertEquals(charts[place("born dead")]["dead, most"], "100 %");
  assertEquals(charts[place("non-finite")]["not finite"], "in the input");
});

Deno.test("remedies are functions from recipe to recipe, and can be put one into another", async () => {
  const { recipe, level } = ward[place("vanishing")];
  for (const treat of Object.values(remedies)) networkOf(treat(recipe));
  const both = remedies.clipGradient(remedies.skipConnections(recipe));
  assertEquals(both.clip, 1);
  assert("blocks" in both.network);
  assertEquals(await learns(both, level), true);
});
