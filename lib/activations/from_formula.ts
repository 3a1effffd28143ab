import { formatNumber } from "../format.ts";
import { evaluator } from "../symbolic/compile.ts";
import { differentiate } from "../symbolic/differentiate.ts";
import type { MathNode } from "../symbolic/mathjs.ts";
import { pointAt, read, type Reading } from "../symbolic/reader.ts";
import type { Activation } from "./activation.ts";

/**
 * An activation from a formula in one variable of any name: φ as typed, φ′ by the rules of calculus
 * (symbolically, once), both fast enough to train with.
 *
 * ```ts
 * const mish = activation("x * tanh(log(1 + exp(x)))");
 * const kinked = activation("x > 0 ? x : 0.2 * x");
 * ```
 *
 * Before it is accepted, φ and φ′ are computed at some 300 places from −10⁶ to 10⁶: from −1000 to 1000
 * both must be finite, nowhere may one be NaN, and between −8 and 8 φ′ must agree with differences of φ.
 *
 * Throws SyntaxError for what is not such a formula, RangeError where a value is not finite, each with
 * a mark under the part that is to blame.
 */
export function activation(formula: string, name = formula): Activation {
  const reading = read("activation", formula), { node, variables } = reading;
  if (variables.length !== 1) {
    throw new SyntaxError(
      variables.length === 0
        ? `activation: "${formula}" has no variable; give a formula in one, such as "x * tanh(x)".`
        : secondVariable(reading),
    );
  }
  const value = evaluator(node, variables);
  const slope = evaluator(differentiate(node, variables[0]), variables);
  const made: Activation = {
    name,
    formula: inZ(reading),
    f: (z) => value([z]),
    slope: (z) => slope([z]),
  };
  requireFinite(reading, made);
  requireSlope(made);
  return made;
}

function secondVariable({ text, tokens, variables }: Reading): string {
  const { start, end } = tokens.find((token) => token.text === variables[1])!;
  const why = `"${variables[1]}" is a second variable beside "${variables[0]}"; use one`;
  return pointAt("activation", text, start, end, why);
}

/** Activations write their formulas in z. The text is as long as typed, or shorter: it can be read again. */
function inZ({ text, tokens, variables }: Reading): string {
  let written = "", at = 0;
  for (const token of tokens) {
    if (token.text !== variables[0]) continue;
    written += `${text.slice(at, token.start)}z`;
    at = token.end;
  }
  return written + text.slice(at);
}

/** 0, ±1, ±½, …, then steps through [−12, 12], then outwards to a million: mistakes show early. */
const PLACES = [0, 1, -1, 0.5, -0.5, 2, -2, 10, -10, 100, -100, 1000, -1000, 1e-6, -1e-6];
for (let z = 0.15; z < 12; z += 0.1) PLACES.push(z, -z);
for (let z = 15; z < 1e6; z *= 1.4) PLACES.push(z, -z);
PLACES.push(1e6, -1e6);

function requireFinite(reading: Reading, made: Activation): void {
  const { text, variables } = reading;
  for (const z of PLACES) {
    const fits = (y: number) => Math.abs(z) <= 1000 ? Number.isFinite(y) : !Number.isNaN(y);
    const at = `at ${variables[0]} = ${formatNumber(z)}`;
    if (!fits(made.f(z))) {
      const [start, end, value] = blame(reading, z, fits) ??
        [0, text.length, made.f(z)];
      const part = text.slice(start, end);
      throw new RangeError(
        pointAt("activation", text, start, end, `${part} is ${value} ${at}; ${REMEDY}`),
      );
    }
    if (!fits(made.slope(z))) {
      const why = `the slope of this formula is ${made.slope(z)} ${at}; ${REMEDY}`;
      throw new RangeError(pointAt("activation", text, 0, text.length, why));
    }
  }
}

const REMEDY = "give a formula that is finite, with a finite slope, from −1000 to 1000";

/**
 * The smallest part of the formula that is not finite at z: its place in the text and its value. The
 * leaves of the tree are the names and numbers of the text in the same order, so counting finds them.
 */
function blame(
  { text, node: root, tokens, variables }: Reading,
  z: number,
  fits: (y: number) => boolean,
): [start: number, end: number, value: number] | null {
  let found: [number, number, number] | null = null, next = 0;
  const visit = (node: MathNode) => {
    const first = next;
    if (node.type === "SymbolNode" || node.type === "ConstantNode") next++;
    if (node.type === "FunctionNode") next++; // its name
    node.forEach((child, path) => path === "fn" || visit(child));
    if (
      found !== null || /^(smaller|larger)/.test(String((node as unknown as { fn: unknown }).fn))
    ) {
      return;
    }
    const value = evaluator(node, variables)([z]);
    if (!fits(value)) found = [...balanced(text, tokens[first].start, tokens[next - 1].end), value];
  };
  visit(root);
  return found;
}

/** Widens a part of the text until its parentheses are pairs. */
function balanced(text: string, start: number, end: number): [start: number, end: number] {
  let depth = 0, lowest = 0;
  for (const sign of text.slice(start, end)) {
    depth += sign === "(" ? 1 : sign === ")" ? -1 : 0;
    lowest = Math.min(lowest, depth);
  }
  for (; lowest < 0; lowest++, depth++) start = text.lastIndexOf("(", start - 1);
  for (; depth > 0; depth--) end = text.indexOf(")", end) + 1;
  return [start, end];
}

/**
 * φ′ against (φ(z+h) − φ(z−h))/2h. A place at a corner or a jump, where two steps h or the two sides
 * disagree, is left out.
 */
function requireSlope({ f, slope, name }: Activation): void {
  let resolved = 0, places = 0, size = 0;
  for (let z = -8; z <= 8; z++) size = Math.max(size, Math.abs(f(z)));
  for (let z = -7.93; z < 8; z += 0.217) {
    const h = 1e-5 * Math.max(1, Math.abs(z)), rounding = 8e-15 * size / h;
    const difference = (h: number) => (f(z + h) - f(z - h)) / (2 * h);
    const wide = difference(h), narrow = difference(h / 2), exact = slope(z);
    const bend = Math.abs(f(z + h) - 2 * f(z) + f(z - h)) / h;
    const tolerance = 1e-6 * (Math.abs(exact) + Math.abs(wide)) + rounding;
    places++;
    if (Math.abs(wide - narrow) > tolerance || bend > 0.05 * Math.abs(wide) + rounding) continue;
    resolved++;
    if (Math.abs(wide - exact) <= tolerance) continue;
    const [given, measured] = [exact, wide].map((slope) => formatNumber(slope));
    throw new RangeError(
      `activation: the slope of "${name}" comes out as ${given} at ${formatNumber(z)}, but ` +
        `differences give ${measured}. Write the formula in another way.`,
    );
  }
  if (resolved < places / 2) {
    throw new RangeError(
      `activation: "${name}" changes too fast for its slope to be checked; give a smoother formula.`,
    );
  }
}
