/**
 * Backpropagation against finite differences where the kernels do the work. The random networks of
 * tests/proof/finite_differences_test.ts are so small that plain TypeScript does; these here are larger, and lie in
 * a workspace as those of a training do. Activations without corners, since a kernel does not tell where it met one.
 */
import { assert, assertEquals } from "@std/assert";
import { makeMachine } from "../../lib/kernels/module.ts";
import { replaceKernels, Workspace } from "../../lib/kernels/workspace.ts";
import { copyInto } from "../../lib/matrix.ts";
import { compare } from "../proof/finite_differences.ts";
import { build, type Recipe } from "../proof/random_network.ts";

const recipe: Recipe = {
  ...{ builder: "mlp", rows: 14, inputs: 11, width: 12, depth: 2, outputs: 10 },
  ...{ activation: "tanh", normalisation: "none", dropout: 0, layersPerBlock: 1, learned: true },
  ...{ layers: [], initializer: "xavierNormal", loss: "meanSquaredError", training: true, seed: 1 },
};
const dense = ["product", "productTA", "sumRows", "times"];
/** Networks, and the kernels that must have had a part in them. */
const cases: Record<string, { readonly recipe: Recipe; readonly kernels: readonly string[] }> = {
  sigmoid: {
    recipe: { ...recipe, activation: "sigmoid", loss: "softmaxCrossEntropy" },
    kernels: [...dense, "sigmoid"],
  },
  tanh: { recipe, kernels: [...dense, "tanh"] },
  "batch norm": {
    recipe: { ...recipe, normalisation: "batchNorm" },
    kernels: [...dense, "scaleAndShift", "residuals", "sumProducts"],
  },
  "layer norm": {
    recipe: { ...recipe, normalisation: "layerNorm", activation: "sigmoid" },
    kernels: [...dense, "timesRow"],
  },
  residual: { recipe: { ...recipe, builder: "residualMlp" }, kernels: [...dense, "plus"] },
};

/** Counts how often each kernel is called while an action runs. */
function counted(action: () => void): Map<string, number> {
  const machine = makeMachine()!, calls = new Map<string, number>();
  const float64 = Object.fromEntries(
    Object.entries(machine.float64).map(([name, kernel]) => [name, (...numbers: number[]) => {
      calls.set(name, (calls.get(name) ?? 0) + 1);
      return kernel(...numbers);
    }]),
  );
  replaceKernels({ buffer: machine.buffer, float64, float32: machine.float32 });
  try {
    action();
  } finally {
    replaceKernels(null);
  }
  return calls;
}

for (const [name, { recipe, kernels }] of Object.entries(cases)) {
  Deno.test(`finite differences, by the kernels: ${name}`, () => {
    const calls = counted(() => {
      const workspace = new Workspace();
      workspace.begin();
      const made = build(recipe);
      const { error, doubt, count } = compare({ ...made, x: copyInto(workspace, made.x) });
      workspace.end();
      assert(count > 400, `only ${count} slopes`);
      assert(doubt < 2.5e-8 && error < 1e-7, `relative error ${error}, doubt ${doubt}`);
    });
    assertEquals(kernels.filter((kernel) => !calls.has(kernel)), []);
  });
}
