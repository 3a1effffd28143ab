import { firstNotFinite, indexNotFinite, type Origin } from "../finite.ts";
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
  readonly notFinite: Origin | null;
}

/** Sends the batch through. Changes the network's gradients, and what batch norm remembers. */
export function pass<Target extends Matrix | Labels>(
  network: Network,
  { x, y, loss }: DiagnoseData<Target>,
): Pass {
  const run = network.forward(x, training()), result = loss(run.output, y);
  run.backward(result.gradient);
  const own = firstNotFinite(run), back = own?.of === "delta" || own?.of === "gradient";
  return { run, loss: result.loss, notFinite: own && !back ? own : atLoss(y, result) ?? own };
}

/** The loss stands between the way forward and the way back. */
function atLoss(
  y: Matrix | Labels,
  { loss, gradient }: { readonly loss: number; readonly gradient: Matrix },
): Origin | null {
  const wrong = y instanceof Matrix ? indexNotFinite(y) : -1;
  if (wrong >= 0) {
    const { columns } = y as Matrix;
    const place = `in the targets, row ${Math.floor(wrong / columns)}, column ${wrong % columns}`;
    return { of: "targets", place };
  }
  if (!Number.isFinite(loss)) return { of: "loss", place: "in the loss" };
  if (indexNotFinite(gradient) < 0) return null;
  return { of: "loss gradient", place: "in the gradient of the loss" };
}
