import type { Labels } from "../labels.ts";
import { meanCosine } from "../magnitude.ts";
import type { Matrix } from "../matrix.ts";
import type { Network } from "../network.ts";
import { type Build, buildOf } from "./build.ts";
import type { Examination } from "./examination.ts";
import { inputVitals } from "./inputs.ts";
import { type DiagnoseData, pass } from "./pass.ts";
import { gradientLikeness } from "./shattering.ts";
import { trunkOf, vitals } from "./vitals.ts";

/** Looks at a network at rest: a batch forward and back, and one of neighbours. Changes its gradients. */
export function examine<Target extends Matrix | Labels>(
  network: Network,
  data: DiagnoseData<Target>,
): { examination: Examination; build: Build } {
  const { run, notFinite } = pass(network, data), { x } = data;
  const well = notFinite === null, build = buildOf(run);
  const examination: Examination = {
    layers: vitals(run),
    notFinite,
    skips: build.residual,
    inputs: well ? inputVitals(x) : null,
    untrained: network.parameters.every(({ name, value }) =>
      name !== "bias" || value.data.every((entry) => entry === 0)
    ),
    likeness: well && x.rows > 1 ? gradientLikeness(network, x) : null,
    cosine: well && x.rows > 1 ? meanCosine(trunkOf(run).at(-1)!.input) : null,
    probe: null,
  };
  return { examination, build };
}
