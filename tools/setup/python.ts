import { join } from "node:path";
import { run } from "./command.ts";
import { type Environment, environment } from "./places.ts";
import { downloadProblem, Problem } from "./problem.ts";

const oldest = [3, 10] as const;

/** Commands that may start Python, best first; the versions are for systems whose own is old. */
const candidates: readonly string[][] = [
  ["python3"],
  ["python"],
  ["py", "-3"],
  ...[14, 13, 12, 11, 10].map((minor) => [`python3.${minor}`]),
];

/** Keeps Python and pip to `.venv`, whatever is set outside. */
const plainPython = {
  PYTHONHOME: undefined,
  PYTHONPATH: undefined,
  PYTHONUTF8: "1",
  PIP_USER: "0",
  PIP_TARGET: undefined,
  PIP_PREFIX: undefined,
  PIP_DISABLE_PIP_VERSION_CHECK: "1",
  // pip asks rustc for its version, and a rustc that comes from rustup makes a folder to answer.
  RUSTUP_HOME: join(environment().root, ".venv", "var", "rustup"),
};

/**
 * The command that starts a Python of version 3.10 or newer.
 *
 * @throws Problem when there is none, or only older ones
 */
async function findPython(): Promise<string[]> {
  const named = Deno.env.get("VG_PYTHON");
  const tried = named ? [[named]] : candidates;
  const tooOld: string[] = [];
  for (const command of tried) {
    const version = await versionOf(command);
    if (!version) continue;
    const [major, minor] = version.split(".").map(Number);
    if (major > oldest[0] || (major === oldest[0] && minor >= oldest[1])) return command;
    tooOld.push(`${command.join(" ")} is ${version}`);
  }
  const remedy = "Install Python 3.10 or newer from python.org or your system's packages" +
    (named ? ", or let VG_PYTHON name another." : ", or name one with the variable VG_PYTHON.");
  if (tooOld.length > 0) throw new Problem(`Python is too old (${tooOld[0]}). ${remedy}`);
  if (named) throw new Problem(`VG_PYTHON names ${named}, which does not run. ${remedy}`);
  throw new Problem(`No Python was found (tried python3, python and py -3). ${remedy}`);
}

/** The version that a command reports as "3.11.7", or undefined when it is no Python. */
async function versionOf([program, ...flags]: string[]): Promise<string | undefined> {
  const code = "import sys; print('.'.join(map(str, sys.version_info[:3])))";
  const finished = await run(program, [...flags, "-c", code], { variables: plainPython });
  return finished?.ok ? finished.output.match(/^\d+\.\d+\.\d+/)?.[0] : undefined;
}

/**
 * Makes `.venv` anew, empty.
 *
 * @throws Problem when there is no usable Python, or it cannot make virtual environments
 */
export async function makeVenv({ root }: Environment): Promise<void> {
  const [program, ...flags] = await findPython();
  const venv = join(root, ".venv");
  const finished = await run(program, [...flags, "-m", "venv", "--clear", venv], {
    variables: plainPython,
  });
  if (finished?.ok) return;
  const output = finished?.output ?? "";
  if (/ensurepip|No module named '?venv/.test(output)) {
    throw new Problem(
      `Python (${program}) lacks its module venv. On Debian or Ubuntu: ` +
        `sudo apt install python3-venv; elsewhere reinstall Python, then start again.`,
    );
  }
  throw new Problem(`Python (${program}) could not make ${venv}: ${lastLine(output)}`);
}

/** Whether the packages are those of requirements.txt, each with all its files. */
export type Packages = "complete" | "incomplete" | "damaged";

/**
 * Compares what is in `.venv` with requirements.txt. A Python that does not run, as an interrupted
 * start may leave it, counts as damage.
 */
export async function packages({ root, python }: Environment): Promise<Packages> {
  const check = join(root, "tools", "jupyter", "check_packages.py");
  const finished = await run(python, [check, requirementsFile(root)], { variables: plainPython });
  const answer = finished?.output.trim();
  return answer === "complete" || answer === "incomplete" ? answer : "damaged";
}

/**
 * Installs the packages of requirements.txt into `.venv`.
 *
 * @throws Problem when they cannot be downloaded or written
 */
export async function installPackages({ root, python }: Environment): Promise<void> {
  // The pins name every package, so pip has nothing to resolve: --no-deps.
  const parameters = ["-m", "pip", "install", "--no-deps", "--no-input", "--retries", "2"];
  const finished = await run(
    python,
    [...parameters, "--progress-bar", "off", "-r", requirementsFile(root)],
    { variables: plainPython },
  );
  if (!finished?.ok) throw downloadProblem("the Python packages", finished?.output ?? "");
}

/** The file of exact pins. */
export function requirementsFile(root: string): string {
  return join(root, "tools", "jupyter", "requirements.txt");
}

function lastLine(text: string): string {
  return text.trim().split("\n").at(-1) ?? "";
}
