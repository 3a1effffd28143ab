/** The doctor: what ails this network, how that shows, and what helps. */
import type { Build } from "./diagnose/build.ts";
import { examine } from "./diagnose/examine.ts";
import type { Examination, Finding } from "./diagnose/examination.ts";
import { judge } from "./diagnose/judge.ts";
import { kinds } from "./diagnose/kinds.ts";
import type { DiagnoseData } from "./diagnose/pass.ts";
import { prescribe } from "./diagnose/prescribe.ts";
import type { Remedy } from "./diagnose/remedies.ts";
import { readTable, type TableStep } from "./diagnose/table.ts";
import { tryRate } from "./diagnose/try_rate.ts";
import { withoutTrace } from "./diagnose/without_trace.ts";
import { finiteNumber, requireObject, requireValue } from "./errors.ts";
import type { Labels } from "./labels.ts";
import { lossOf } from "./losses.ts";
import { type Matrix, requireMatrix } from "./matrix.ts";
import type { Network } from "./network.ts";
import { requireKeys } from "./require_keys.ts";

/** A finding with what helps; prints as a short report. */
export class Diagnosis implements Finding {
  readonly kind: Finding["kind"];
  readonly layer: Finding["layer"];
  readonly region: Finding["region"];
  readonly evidence: Finding["evidence"];
  /** In the order in which to try them. */
  readonly remedies: readonly Remedy[];
  /** Everything that was measured. */
  readonly examination: Examination;
  /** The step of training it was found at, where that is known. */
  readonly step: number | null;

  constructor(
    examination: Examination,
    { build = null, step = null }: { build?: Build | null; step?: number | null } = {},
  ) {
    const finding = judge(examination);
    this.kind = finding.kind;
    this.layer = finding.layer;
    this.region = finding.region;
    this.evidence = finding.evidence;
    this.examination = examination;
    this.remedies = prescribe(finding, examination, build);
    this.step = step;
  }

  /** The finding in one line, such as "vanishing, first at layer 12". */
  get title(): string {
    const when = this.step === null ? "" : ` at step ${this.step}`;
    const where = this.layer === null ? "" : `, first at layer ${this.layer}`;
    return this.kind.name + where + when;
  }

  toString(): string {
    const remedies = this.remedies.map(({ name, reason }, i) => `  ${i + 1}. ${name}: ${reason}`);
    return [
      `Diagnosis: ${this.title}.`,
      `  ${this.kind.meaning}`,
      ...this.evidence.map((sentence) => `  - ${sentence}`),
      ...remedies.length > 0 ? ["What helps, in this order:", ...remedies] : [],
    ].join("\n");
  }
}

/**
 * Sends a batch through the network and back, and says what ails it: the kind, the first sick layer, the
 * evidence in numbers, and what helps, with the reason. Where nothing is found and a
 * learning rate is given, it tries a few steps of plain descent: momentum is not looked at. The
 * network stays as it was.
 *
 * ```ts
 * const diagnosis = diagnose(network, { x, y, loss: meanSquaredError });
 * console.log(String(diagnosis));
 * ```
 *
 * Throws TypeError for what is no network, matrix or loss, and where shapes do not fit.
 */
export function diagnose<Target extends Matrix | Labels>(
  network: Network,
  data: DiagnoseData<Target>,
): Diagnosis {
  requireValue("diagnose", "the network", network, ["forward"], "mlp({ … })");
  requireObject("diagnose", data, "{ x, y, loss: meanSquaredError }");
  requireMatrix("diagnose", "x", data.x);
  const { x, y, rate } = data;
  const ofRecipe = ["network", "momentum", "clip", "start"]; // { ...recipe, loss } has these too
  requireKeys("diagnose", data, { x, y, loss: 0, rate }, ofRecipe);
  const loss = lossOf("diagnose", data.loss);
  if (rate !== undefined) finiteNumber("diagnose", "rate", rate, 0);
  return withoutTrace(network, () => {
    const { examination, build } = examine(network, { ...data, loss });
    const diagnosis = new Diagnosis(examination, { build });
    if (rate === undefined || diagnosis.kind !== kinds.fine) return diagnosis;
    return new Diagnosis({ ...examination, ...tryRate(network, data, rate) }, { build });
  });
}

/**
 * The same from a plain table of per-layer statistics, so that a network of any framework can be examined:
 * CSV with a header, or JSON with an array of objects. A row is a layer, from the first to the output
 * layer; a column `step` makes a block of rows for each step of training, and the first step at
 * which something ails is reported. Layers with numbers must come in their order, without gaps. An empty
 * cell was not measured. Columns, of which all but `layer` may be missing:
 *
 *     step, layer, units, activation_rms, activation_spread, delta_rms, slope_rms, saturated, dead,
 *     weight_rms, weight_gradient_rms, update_rms
 *
 * lib/diagnose/snippets/ has ten lines for PyTorch and for Keras that write it.
 *
 * ```ts
 * const diagnosis = diagnoseTable(await Deno.readTextFile("statistics.csv"));
 * ```
 *
 * Throws RangeError or TypeError, naming line and column, for what is no such table.
 */
export function diagnoseTable(text: string): Diagnosis {
  return diagnoseSteps(readTable(text));
}

/**
 * Of steps of training: the diagnosis of the first at which something ails, else of the last. How the
 * network is made is null where only a table is known; it then counts as one without skip connections.
 */
export function diagnoseSteps(steps: readonly TableStep[], build: Build | null = null): Diagnosis {
  const skips = build?.residual ?? false;
  let diagnosis: Diagnosis | undefined;
  for (const [i, { step, layers }] of steps.entries()) {
    const untrained = i === 0 && step !== null && step <= 1; // as far as is known
    const rest = { notFinite: null, inputs: null, likeness: null, cosine: null, probe: null };
    diagnosis = new Diagnosis({ layers, untrained, skips, ...rest }, { build, step });
    if (diagnosis.kind !== kinds.fine) break;
  }
  return diagnosis!;
}
