import { Activate } from "../../lib/layers/activate.ts";
import { BatchNorm } from "../../lib/layers/batch_norm.ts";
import { Dense } from "../../lib/layers/dense.ts";
import { Dropout } from "../../lib/layers/dropout.ts";
import { type Layer, type Mode, type Parameter } from "../../lib/layers/layer.ts";
import { LayerNorm } from "../../lib/layers/layer_norm.ts";
import { ParametricRelu } from "../../lib/layers/parametric_relu.ts";
import { Residual } from "../../lib/layers/residual.ts";
import { Sequential } from "../../lib/layers/sequential.ts";
import { Matrix } from "../../lib/matrix.ts";
import type { Run } from "../../lib/network.ts";
import { add, affine, Dual, type Duals, squareRoot, standardise, transpose } from "./dual.ts";
import { dualOf } from "./dual_activations.ts";

/** A direction to move in: some numbers of the network, and how fast each of them moves. */
export interface Push {
  /** The parameter that moves; the input where it is null. */
  readonly parameter: Parameter | null;
  readonly direction: Matrix;
}

/**
 * How fast the output of some layers, one after another, moves under a push: a second forward pass, in
 * dual numbers, from the input x.
 *
 * In a chaotic network two right forward passes drift apart, each rounding error growing by a factor a
 * layer. Hence the pass is held to what lib recorded: each layer's values must agree with the record
 * to 1e-12 of the largest, and the pass goes on from the recorded values with its own tangents.
 */
export function pushForward(
  layers: readonly Layer[],
  x: Matrix,
  push: Push,
  run: Run,
  mode: Mode,
): Duals {
  const recorded = new Map(run.records.map(({ layer, output }) => [layer, output]));

  function through(layer: Layer, x: Duals): Duals {
    const output = recorded.get(layer);
    if (output && !moves(x) && !layer.parameters.includes(push.parameter!)) return lift(output);
    const y = formula(layer, x);
    return output ? settle(layer, y, output) : y;
  }

  /** The layer's formula, once more. */
  function formula(layer: Layer, x: Duals): Duals {
    if (layer instanceof Dense) return affine(x, value(layer.weights), value(layer.bias));
    if (layer instanceof Activate) return x.map((row) => row.map(dualOf(layer.activation)));
    if (layer instanceof Sequential) return layer.layers.reduce((x, inner) => through(inner, x), x);
    if (layer instanceof BatchNorm) {
      const units = mode.training
        ? transpose(x).map((unit) => standardise(unit, layer.epsilon))
        : transpose(x).map((unit, j) => {
          const variance = new Dual(layer.runningVariance.data[j] + layer.epsilon);
          return unit.map((x) => x.minus(layer.runningMean.data[j]).over(squareRoot(variance)));
        });
      return scaleAndShift(transpose(units), value(layer.gamma), value(layer.beta));
    }
    if (layer instanceof LayerNorm) {
      const z = x.map((example) => standardise(example, layer.epsilon));
      return scaleAndShift(z, value(layer.gamma), value(layer.beta));
    }
    if (layer instanceof ParametricRelu) {
      const [slopes] = value(layer.slope); // one for all, or one a unit
      return x.map((row) =>
        row.map((z, j) => z.value > 0 ? z : z.times(slopes[slopes.length === 1 ? 0 : j]))
      );
    }
    if (layer instanceof Residual) {
      const kept = layer.projection ? through(layer.projection, x) : x;
      const [[alpha]] = value(layer.scale);
      const branch = through(layer.branch, x);
      return add(kept, branch.map((row) => row.map((entry) => entry.times(alpha))));
    }
    if (layer instanceof Dropout) { // the mask is what lib lets through of a matrix of ones
      const ones = new Matrix(x.length, x[0].length).map(() => 1);
      const mask = layer.forward(ones, mode).output;
      return x.map((row, i) => row.map((z, j) => z.times(mask.at(i, j))));
    }
    throw new TypeError(`dual numbers know no layer ${layer.name}`);
  }

  function value(parameter: Parameter): Duals {
    return lift(parameter.value, parameter === push.parameter ? push.direction : undefined);
  }

  const start = lift(x, push.parameter === null ? push.direction : undefined);
  return layers.reduce((x, layer) => through(layer, x), start);
}

/** Dual numbers from a matrix, at rest unless a direction is given. */
export function lift(value: Matrix, direction?: Matrix): Duals {
  const { rows, columns, data } = value;
  return Array.from(
    { length: rows },
    (_, i) =>
      Array.from({ length: columns }, (_, j) => {
        const at = i * columns + j;
        return new Dual(data[at], direction ? direction.data[at] : 0);
      }),
  );
}

const moves = (x: Duals) => x.some((row) => row.some(({ tangent }) => tangent !== 0));

const scaleAndShift = (z: Duals, gamma: Duals, beta: Duals) =>
  z.map((row) => row.map((entry, j) => entry.times(gamma[0][j]).plus(beta[0][j])));

/** The recorded values with our tangents. Throws where our values are others. */
function settle(layer: Layer, ours: Duals, recorded: Matrix): Duals {
  const largest = Math.max(...recorded.data.map(Math.abs));
  return ours.map((row, i) =>
    row.map(({ value, tangent }, j) => {
      const theirs = recorded.data[i * recorded.columns + j];
      if (!(Math.abs(value - theirs) <= 1e-12 * largest)) {
        throw new Error(
          `${layer.name}: output (${i}, ${j}) is ${theirs}, by dual numbers ${value}`,
        );
      }
      return new Dual(theirs, tangent);
    })
  );
}
