/** All numbers of one signal, a matrix a layer: what `histograms` and `ridgelines` draw. */
import { requireRun } from "./errors.ts";
import { Activate } from "./layers/activate.ts";
import { Dense } from "./layers/dense.ts";
import { ParametricRelu } from "./layers/parametric_relu.ts";
import { Residual } from "./layers/residual.ts";
import type { Matrix } from "./matrix.ts";
import type { LayerRecord, Run } from "./network.ts";

/** z = x·W + b of every dense layer, batch×units. */
export function preActivations(run: Run): Matrix[] {
  requireRun("preActivations", run);
  return denseRecords(run).map(({ output }) => output);
}

/** φ(z) of every activation layer, batch×units. */
export function activationOutputs(run: Run): Matrix[] {
  requireRun("activationOutputs", run);
  return run.records
    .filter(({ layer }) => layer instanceof Activate || layer instanceof ParametricRelu)
    .map(({ output }) => output);
}

/** δ = ∂L/∂z of every dense layer, batch×units. Throws TypeError before `run.backward`. */
export function deltas(run: Run): Matrix[] {
  return afterBackward("deltas", run).map(({ delta }) => delta!);
}

/** ∂L/∂W of every dense layer, in the shape of W. Throws TypeError before `run.backward`. */
export function weightGradients(run: Run): Matrix[] {
  return afterBackward("weightGradients", run).map(({ gradients }) => gradients[0]);
}

/**
 * The records of the residual blocks, first block first: `input` and `output` are what goes along the skip
 * connections, and `delta`, after `run.backward`, is what comes back along them.
 */
export function residualBlocks(run: Run): LayerRecord[] {
  requireRun("residualBlocks", run);
  return run.records.filter(({ layer }) => layer instanceof Residual);
}

function denseRecords(run: Run): LayerRecord[] {
  return run.records.filter(({ layer }) => layer instanceof Dense);
}

function afterBackward(action: string, run: Run): LayerRecord[] {
  requireRun(action, run, "back");
  const records = denseRecords(run);
  if (records.every(({ delta }) => delta !== null)) return records;
  throw new TypeError(
    `${action}: this run has no gradients yet; call run.backward(gradient) first.`,
  );
}
