import { firstNotFinite, indexNotFinite } from "../finite.ts";
import type { Labels } from "../labels.ts";
import { training } from "../layers/layer.ts";
import type { Loss } from "../losses.ts";
import { Matrix } from "../matrix.ts";
import type { Network, Run } from "../network.ts";

/** What the network is to learn, and how. */
export interface DiagnoseData<Target extends Matrix | Labels = Matrix> {
  /** A batch: some 32 to 256 examples say enough. */
  readonly x: Matrix;
  readonly y: Target;
  readonly loss: Loss<Target>;
  /**
   * A learning rate to try for a few steps; none is tried unless said. They are steps of plain gradient
   * descent: momentum μ makes them up to 1/(1 − μ) times as long, and what that does is not seen.
   */
  readonly rate?: number;
}

/** A batch forward and back. */
export interface Pass {
  readonly run: Run;
  readonly loss: number;
  /** Where the first number that is not finite appeared. */
  readonly notFinite: string | null;
}

/** Sends the batch through. Changes the network's gradients, and what batch norm remembers. */
export function pass<Target extends Matrix | Labels>(
  network: Network,
  { x, y, loss }: DiagnoseData<Target>,
): Pass {
  const run = network.forward(x, training()), result = loss(run.output, y);
  run.backward(result.gradient);
  const place = firstNotFinite(run), forward = place !== null && !place.startsWith(BACK);
  return { run, loss: result.loss, notFinite: forward ? place : atLoss(y, result) ?? place };
}

const BACK = "on the way back";

/** The loss stands between the way forward and the way back. */
function atLoss(
  y: Matrix | Labels,
  { loss, gradient }: { readonly loss: number; readonly gradient: Matrix },
): string | null {
  const wrong = y instanceof Matrix ? indexNotFinite(y) : -1;
  if (wrong >= 0) {
    const { columns } = y as Matrix;
    return `in the targets, row ${Math.floor(wrong / columns)}, column ${wrong % columns}`;
  }
  if (!Number.isFinite(loss)) return "in the loss";
  return indexNotFinite(gradient) >= 0 ? "in the gradient of the loss" : null;
}
