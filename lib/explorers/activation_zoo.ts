/** Activations beside their slopes, a learner's own formula among them, and what theory makes of them. */
import {
  type Activation,
  elu,
  gelu,
  hardSigmoid,
  identity,
  leakyRelu,
  relu,
  selu,
  sigmoid,
  silu,
  softplus,
  tanh,
} from "../activations.ts";
import { type ActivationFacts, activationFacts } from "../activations/facts.ts";
import { activation as fromFormula } from "../activations/from_formula.ts";
import { activationSlope } from "../figures/activation_slope.ts";
import { formatNumber } from "../format.ts";
import { tooSteepToAverage } from "../theory/too_steep.ts";
import { type Explorer, select, slider, text } from "./explorer.ts";

const all = [sigmoid, tanh, relu, leakyRelu(0.1), elu(), selu, gelu, silu, softplus, hardSigmoid];
const activations: Record<string, Activation> = Object.fromEntries(
  [...all, identity].map((one) => [one.name, one]),
);

const controls = {
  activation: select("activation", Object.keys(activations)),
  reach: slider("z up to", 2, 20, 1, 6),
  formula: text("beside it, φ(z) of your own"),
};

/** What an activation does to a signal and to a gradient, in words. */
export function factsInWords(activation: Activation): string {
  const facts = activationFacts(activation), [low, high] = facts.range;
  return `${activation.name}: values ${bounds(low, high)}; ${steepest(facts)}; ` +
    `${backwards(activation, facts.meanSquareSlope)}; the gain is ${formatNumber(facts.gain, 4)}.`;
}

function steepest({ maximumSlope, maximumSlopeAt: at }: ActivationFacts): string {
  if (maximumSlope === Infinity) return "|φ′| has no bound";
  const where = Number.isFinite(at)
    ? `at z = ${formatNumber(at, 3)}`
    : `as z ${at > 0 ? "grows" : "falls"}`;
  return `|φ′| is at most ${formatNumber(maximumSlope, 3)}, ${where}`;
}

function backwards(activation: Activation, meanSquareSlope: number): string {
  if (tooSteepToAverage(activation)) return "φ′ is too steep, or jumps, for E[φ′²] to be averaged";
  const factor = formatNumber(Math.sqrt(meanSquareSlope), 3);
  return `E[φ′²] is ${formatNumber(meanSquareSlope, 3)}, ` +
    `so with σ_w = 1 a layer multiplies δ by ${factor}`;
}

function bounds(low: number, high: number): string {
  const [from, to] = [low, high].map((value) => formatNumber(value, 3));
  if (Number.isFinite(low) && Number.isFinite(high)) return `from ${from} to ${to}`;
  if (Number.isFinite(low)) return `from ${from} up, without bound`;
  return Number.isFinite(high) ? `up to ${to}, without bound below` : "without bound";
}

const activationZoo: Explorer<typeof controls> = {
  title: "An activation and its slope",
  sentence: "Forward passes go through φ, backward passes through φ′. Facts are for z ~ N(0, 1). " +
    "Put a formula of your own beside it, such as z * tanh(log(1 + exp(z))).",
  controls,
  figure({ activation: name, reach, formula }) {
    const shown = [activations[name]];
    if (formula.trim() !== "") shown.push(fromFormula(formula.trim(), `φ(z) = ${formula.trim()}`));
    const figure = activationSlope(shown, { from: -reach, to: reach });
    return { ...figure, alt: shown.map(factsInWords).join(" ") };
  },
};

export default activationZoo;
