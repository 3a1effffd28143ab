/** What stands in the way of set-up is told in one sentence, never with a stack trace. */
import { assert, assertEquals, assertMatch } from "@std/assert";
import { type Ended, Project, type Variables } from "./project.ts";

/** The real Python of this machine, for scripts that stand before it. */
async function realPython(): Promise<string> {
  const { stdout } = await new Deno.Command("python3", {
    args: ["-c", "import sys; print(sys.executable)"],
  }).output();
  return new TextDecoder().decode(stdout).trim();
}

/** Nothing is downloaded: the index is a closed port, and there are no caches. */
const noNetwork: Variables = {
  PIP_CONFIG_FILE: "/dev/null",
  PIP_INDEX_URL: "http://127.0.0.1:9/simple",
  PIP_EXTRA_INDEX_URL: undefined,
  PIP_FIND_LINKS: undefined,
  PIP_NO_CACHE_DIR: "1",
};

const problems: [
  what: string,
  variables: (project: Project) => Promise<Variables>,
  sentence: RegExp,
][] = [
  [
    "no Python",
    async (project) => ({ PATH: await project.commands({}) }),
    /^No Python was found \(tried python3, python and py -3\)\. Install Python 3\.10 or newer/m,
  ],
  [
    "a Python that is too old",
    async (project) => ({ PATH: await project.commands({ python3: "echo 3.8.10" }) }),
    /^Python is too old \(python3 is 3\.8\.10\)\. Install Python 3\.10 or newer/m,
  ],
  [
    "a command python that is none, as on Windows without Python",
    async (project) => ({
      PATH: await project.commands({ python: "echo Get Python from the store; exit 9" }),
    }),
    /^No Python was found/m,
  ],
  [
    "VG_PYTHON naming nothing",
    () => Promise.resolve({ VG_PYTHON: "/nowhere/python" }),
    /^VG_PYTHON names \/nowhere\/python, which does not run\./m,
  ],
  [
    "Python without its module venv, as Debian has it",
    async (project) => ({
      PATH: await project.commands({
        python3: `case "$*" in *venv*) echo "The virtual environment was not created ` +
          `successfully because ensurepip is not available."; exit 1;; esac\n` +
          `exec '${await realPython()}' "$@"`,
      }),
    }),
    /^Python \(python3\) lacks its module venv\. On Debian or Ubuntu: sudo apt install/m,
  ],
  [
    "no network for the Python packages",
    () => Promise.resolve(noNetwork),
    /^Could not download the Python packages: the network cannot be reached\./m,
  ],
];

for (const [what, variables, sentence] of problems) {
  Deno.test(`set-up with ${what} says so in one sentence`, async () => {
    const project = await Project.copy();
    try {
      assertOneSentence(await project.setUp(await variables(project)), sentence);
    } finally {
      await project.remove();
    }
  });
}

Deno.test("set-up in a folder that may not be written says so in one sentence", async () => {
  const project = await Project.copy();
  try {
    // The superuser may write everywhere, so set-up runs as somebody else.
    const superuser = Deno.uid() === 0;
    const as = superuser ? ["setpriv", "--reuid=65534", "--clear-groups"] : [];
    await Deno.chmod(project.path(".."), 0o755);
    await Deno.chmod(project.folder, 0o555);
    const deno = project.path("..", "deno");
    await Deno.copyFile(Deno.execPath(), deno);
    const cache = project.path("..", "cache");
    await Deno.mkdir(cache);
    await Deno.chmod(cache, 0o777);
    const ended = await project.setUp({ DENO_DIR: cache }, as, deno);
    assertOneSentence(ended, /^Cannot write to .*größe 測試\. Move the project/m);
  } finally {
    await Deno.chmod(project.folder, 0o755);
    await project.remove();
  }
});

function assertOneSentence({ code, output }: Ended, sentence: RegExp): void {
  assertEquals(code, 1, output);
  assertMatch(output, sentence);
  assert(!/^\s+at |Traceback|Uncaught/m.test(output), `a stack trace: ${output}`);
}
