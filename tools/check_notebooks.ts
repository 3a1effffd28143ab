/**
 * Type-checks and lints the code cells of all lessons, and the answers to their exercises: neither
 * `deno check` nor `deno lint` looks into a notebook, and a kernel strips types unseen.
 *
 * `deno run -A tools/check_notebooks.ts [notebook…]`, from the project's folder; exit code 1 and the
 * places in the notebooks where something is wrong.
 */
import { tellOfCells } from "./cells/diagnostics.ts";
import { type CellModule, cellModule } from "./cells/module.ts";
import { codeCells, exercises, type Lesson, lessonPaths, readLesson } from "./lesson.ts";
import { runCommand } from "./testing/command.ts";

const FOLDER = ".cache/check";

/** Most cells use few of the names that the first imports, and the block around a cell is ours. */
const NO_MISTAKES = "--rules-exclude=no-unused-vars,no-inner-declarations";

if (import.meta.main) {
  const paths = Deno.args.length > 0 ? Deno.args : lessonPaths();
  const problems = await checkLessons(await Promise.all(paths.map(readLesson)));
  if (problems) console.log(problems);
  else console.log(`✓ ${paths.length} notebooks`);
  Deno.exit(problems ? 1 : 0);
}

/** What is wrong in the lessons' code, told of their cells; empty when nothing is. */
export async function checkLessons(lessons: Lesson[]): Promise<string> {
  if (lessons.length === 0) return "There is no notebook to check.";
  const modules = new Map<string, CellModule>();
  for (const module of lessons.flatMap(modulesOf)) modules.set(`cell_${modules.size}.ts`, module);

  await Deno.remove(FOLDER, { recursive: true }).catch(() => {});
  await Deno.mkdir(FOLDER, { recursive: true });
  for (const [name, { source }] of modules) await Deno.writeTextFile(`${FOLDER}/${name}`, source);
  const files = [...modules.keys()].map((name) => `${FOLDER}/${name}`);
  const types = await runCommand(Deno.execPath(), ["check", "--quiet", ...files]);
  const lint = await runCommand(Deno.execPath(), [
    "lint",
    "--quiet",
    "--compact",
    NO_MISTAKES,
    ...files,
  ]);
  // deno.json leaves this folder open to check and lint, so it must not stay behind.
  await Deno.remove(FOLDER, { recursive: true });

  return [types, lint].filter((run) => !run.ok)
    .map((run) => tellOfCells(run.output, modules)).join("\n\n");
}

/** The first cell alone, then each other cell and each answer beside the first. */
function modulesOf(lesson: Lesson): CellModule[] {
  const [first, ...others] = codeCells(lesson);
  const answers = exercises(lesson).map(({ stub, answer }) => ({
    place: `${stub.place} (its answer)`,
    source: answer,
  }));
  return [cellModule(first), ...[...others, ...answers].map((cell) => cellModule(first, cell))];
}
