import { BELOW_ONE, display, finiteNumber, requireObject } from "./errors.ts";
import type { Parameter } from "./layers/layer.ts";
import { runAdam } from "./kernels/run.ts";
import { addScaled, Matrix, resultOf } from "./matrix.ts";
import { requireKeys } from "./require_keys.ts";
import { type Schedule, scheduleOf } from "./schedules.ts";

/** Moves parameters a step downhill, by the gradients that the last backward pass set. */
export interface Optimizer {
  readonly name: string;
  step(parameters: readonly Parameter[]): void;
}

/** What every optimiser takes. */
export interface OptimizerOptions {
  /** The learning rate η, or a schedule of it: a function of the step, counted from 0. */
  rate: number | Schedule;
  /** λ ≥ 0, which pulls every parameter towards 0, biases and the γ of a norm included. */
  weightDecay?: number;
}

/**
 * Gradient descent: w ← w − η·g, with the gradient g = ∂L/∂w (+ λ·w) and the learning rate η = `rate`.
 * With `momentum` μ the steps add up in a velocity v, which starts as the first gradient:
 *
 *     v ← μ·v + g,     w ← w − η·v,     or, with Nesterov's look ahead,     w ← w − η·(g + μ·v)
 *
 * The step makes new matrices and leaves the old ones alone, so what a Run recorded stays true.
 */
export function sgd(
  options: OptimizerOptions & { momentum?: number; nesterov?: boolean },
): Optimizer {
  requireObject("sgd", options, "{ rate: 0.1 }");
  const { rate, momentum = 0, nesterov = false, weightDecay = 0 } = options;
  requireKeys("sgd", options, { rate, momentum, nesterov, weightDecay });
  finiteNumber("sgd", "momentum", momentum, 0, BELOW_ONE);
  if (nesterov && momentum === 0) {
    throw new RangeError("sgd: Nesterov's look ahead needs momentum; give one such as 0.9.");
  }
  const title = momentum === 0 ? "" : `, ${nesterov ? "Nesterov " : ""}momentum ${momentum}`;
  return optimizer("sgd", `gradient descent${title}`, options, () => {
    let velocity: Matrix | null = null;
    return (w, gradient, rate) => {
      const g = weightDecay === 0 ? gradient : addScaled(gradient, weightDecay, w);
      if (momentum === 0) return addScaled(w, -rate, g);
      velocity = velocity === null ? g : addScaled(g, momentum, velocity);
      return addScaled(w, -rate, nesterov ? addScaled(g, momentum, velocity) : velocity);
    };
  });
}

/**
 * RMSProp (Tieleman & Hinton 2012): each weight's gradient divided by its own recent size, so that a
 * small gradient takes a step as long as a large one.
 *
 *     s ← α·s + (1 − α)·g²,     w ← w − η·g/(√s + ε),     α = `decay`, 0.99 unless said, as in PyTorch
 *
 * s starts at 0 and is too small at first: the first step is η/√(1 − α), ten times as long as later ones.
 */
export function rmsProp(
  options: OptimizerOptions & { decay?: number; epsilon?: number },
): Optimizer {
  requireObject("rmsProp", options, "{ rate: 0.01 }");
  const { rate, decay = 0.99, epsilon = 1e-8, weightDecay = 0 } = options;
  requireKeys("rmsProp", options, { rate, decay, epsilon, weightDecay });
  finiteNumber("rmsProp", "decay", decay, 0, BELOW_ONE);
  finiteNumber("rmsProp", "epsilon", epsilon, 0);
  return optimizer("rmsProp", "RMSProp", options, ({ data: { length: entries } }) => {
    const square = new Float64Array(entries);
    return (w, gradient, rate) => {
      const moved = resultOf(w.rows, w.columns, w, gradient);
      for (let i = 0; i < entries; i++) {
        const g = gradient.data[i] + weightDecay * w.data[i];
        const s = square[i] = decay * square[i] + (1 - decay) * g * g;
        moved.data[i] = w.data[i] - rate * g / (Math.sqrt(s) + epsilon);
      }
      return moved;
    };
  });
}

export interface AdamOptions extends OptimizerOptions {
  /** How much of the mean gradient stays from step to step; 0.9 unless said. */
  beta1?: number;
  /** How much of the mean squared gradient stays; 0.999 unless said. */
  beta2?: number;
  /** Gradients far below it count as small, and 0/0 is 0. 1e-8 unless said. */
  epsilon?: number;
}

/**
 * Adam (Kingma & Ba 2015, algorithm 1): a running mean m of the gradient, as momentum, divided by the
 * root of a running mean s of its square, as in RMSProp.
 *
 *     m ← β₁·m + (1 − β₁)·g,     s ← β₂·s + (1 − β₂)·g²,     w ← w − η·m̂/(√ŝ + ε)
 *
 * Both means start at 0 and are too small at first; m̂ = m/(1 − β₁ᵗ) and ŝ = s/(1 − β₂ᵗ) are not. They have the
 * precision of the parameter. Weight decay is added to the gradient, g = ∂L/∂w + λ·w.
 */
export function adam(options: AdamOptions): Optimizer {
  return adamWith("adam", "Adam", options, false);
}

/**
 * Adam with the weight decay beside the gradient, not in it (Loshchilov & Hutter 2019, algorithm 2):
 * w ← w − η·λ·w, then Adam's step. λ is 0.01 unless said. η stands before λ as in PyTorch; in the paper it does not.
 */
export function adamW(options: AdamOptions): Optimizer {
  requireObject("adamW", options, "{ rate: 0.001 }");
  const { weightDecay = 0.01 } = options;
  return adamWith("adamW", "AdamW", { ...options, weightDecay }, true);
}

function adamWith(
  action: string,
  title: string,
  options: AdamOptions,
  decayBeside: boolean,
): Optimizer {
  requireObject(action, options, "{ rate: 0.001 }");
  const { rate, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, weightDecay = 0 } = options;
  requireKeys(action, options, { rate, beta1, beta2, epsilon, weightDecay });
  finiteNumber(action, "beta1", beta1, 0, BELOW_ONE);
  finiteNumber(action, "beta2", beta2, 0, BELOW_ONE);
  finiteNumber(action, "epsilon", epsilon, 0);
  return optimizer(action, title, options, ({ rows, columns, precision }) => {
    let mean = Matrix.zeros(rows, columns, precision), square = mean;
    let meanShare = 0, squareShare = 0; // 1 − β₁ᵗ and 1 − β₂ᵗ: the same running means of a constant 1
    return (old, gradient, rate) => {
      meanShare = beta1 * meanShare + (1 - beta1);
      squareShare = beta2 * squareShare + (1 - beta2);
      const stride = rate / meanShare, root = Math.sqrt(squareShare);
      const moved = resultOf(old.rows, old.columns, old, gradient);
      const m = resultOf(rows, columns, mean, gradient);
      const s = resultOf(rows, columns, square, gradient);
      const numbers = [beta1, 1 - beta1, beta2, 1 - beta2, weightDecay, stride, root, epsilon];
      if (decayBeside || !runAdam([old, gradient, mean, square], [moved, m, s], numbers)) {
        for (let i = 0; i < moved.data.length; i++) {
          let w = old.data[i], g = gradient.data[i];
          if (decayBeside) w -= rate * weightDecay * w;
          else g += weightDecay * w;
          m.data[i] = beta1 * mean.data[i] + (1 - beta1) * g;
          s.data[i] = beta2 * square.data[i] + (1 - beta2) * g * g;
          moved.data[i] = w - stride * m.data[i] / (Math.sqrt(s.data[i]) / root + epsilon);
        }
      }
      [mean, square] = [m, s];
      return moved;
    };
  });
}

/** One step of one parameter: from its value w and its gradient g to the new value. */
type Move = (w: Matrix, g: Matrix, rate: number) => Matrix;

/**
 * What all optimisers share. Every parameter has its own memory, which `begin` makes and which lives as long as
 * the parameter; its steps are counted from 0.
 */
function optimizer(
  action: string,
  title: string,
  { rate, weightDecay = 0 }: OptimizerOptions,
  begin: (start: Matrix) => Move,
): Optimizer {
  const schedule = scheduleOf(action, "rate", rate);
  finiteNumber(action, "weightDecay", weightDecay, 0);
  const memory = new WeakMap<Parameter, { move: Move; step: number }>();
  return {
    name: `${title}, ${typeof rate === "number" ? `rate ${rate}` : "rate by schedule"}`,
    step(parameters) {
      const gradients = parameters.map((parameter) => requireGradient(action, parameter));
      parameters.forEach((parameter, p) => {
        const { value } = parameter;
        let own = memory.get(parameter);
        if (own === undefined) {
          memory.set(parameter, own = { move: begin(value), step: 0 });
        }
        parameter.value = own.move(value, gradients[p], schedule(own.step));
        own.step++;
      });
    },
  };
}

/** The parameter's gradient. Throws TypeError unless there is one, in the shape of the value. */
export function requireGradient(action: string, { name, value, gradient }: Parameter): Matrix {
  if (gradient === null) {
    throw new TypeError(
      `${action}: ${name} has no gradient yet; call run.backward(gradient) first.`,
    );
  }
  if (gradient.shape === value.shape) return gradient;
  throw new TypeError(
    `${action}: the gradient of ${name} is ${gradient.shape}, but its value is ${value.shape}; ` +
      "give ∂L/∂value in the shape of the value.",
  );
}

/** Throws TypeError unless value is an optimiser. */
export function requireOptimizer(action: string, value: unknown): void {
  if (typeof (value as Optimizer | null)?.step === "function") return;
  throw new TypeError(
    `${action}: the optimizer is ${display(value)}; give a value such as sgd({ rate: 0.1 }).`,
  );
}
