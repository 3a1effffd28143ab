import { type MathNode, parse } from "./mathjs.ts";
import { display } from "../errors.ts";
import type { FunctionName } from "./algebra.ts";
import { bare } from "./nodes.ts";

/** What a formula may call; max and min take two arguments or more, the others one. */
export const ALLOWED: readonly (FunctionName | "max" | "min")[] = [
  "exp",
  "log",
  "sqrt",
  "abs",
  "sign",
  "max",
  "min",
  "tanh",
  "sinh",
  "cosh",
  "sech",
  "sin",
  "cos",
  "atan",
  "erf",
];
export const CONSTANTS: Readonly<Record<string, number>> = { pi: Math.PI, e: Math.E };
const RESERVED = ["true", "false", "null", "undefined", "NaN", "Infinity", "mod", "to", "in"]
  .concat("and", "or", "xor", "not", "end", "constructor", "prototype");
/** A derivative grows with length times depth; within these limits it takes milliseconds. */
const LENGTH = 200, DEPTH = 30;

/** A name or a number of the text, and where it stands. */
export interface Token {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

export interface Reading {
  readonly text: string;
  readonly node: MathNode;
  /** The free names, in the order of their first appearance. */
  readonly variables: readonly string[];
  readonly tokens: readonly Token[];
}

/**
 * Reads a formula made of numbers, names, + − * / ^, parentheses, the functions above, comparisons and
 * `condition ? a : b`. The text is searched for anything else *before* mathjs sees it, so that an error
 * can point at the place and nothing but arithmetic is ever parsed.
 *
 * Throws TypeError for what is no text, SyntaxError, with the place marked, for the rest.
 */
export function read(action: string, text: string): Reading {
  if (typeof text !== "string") {
    throw new TypeError(`${action}: the formula is ${display(text)}; give it as text: "x^2".`);
  }
  const refuse = (start: number, end: number, why: string): never => {
    throw new SyntaxError(pointAt(action, text, start, end, why));
  };
  if (text.length > LENGTH) {
    throw new SyntaxError(
      `${action}: the formula has ${text.length} characters; the most is ${LENGTH}. Make it shorter.`,
    );
  }
  if (text.trim() === "") {
    throw new SyntaxError(`${action}: the formula is empty; give one such as "x^2".`);
  }
  const tokens: Token[] = [], variables: string[] = [];
  const parts =
    /(\p{L}[\p{L}\p{N}_]*)|(\d+\.?\d*(?:e[+-]?\d+)?|\.\d+(?:e[+-]?\d+)?)|<=|>=|[-+*\/^(),<>?:\s]/giuy;
  for (let at = 0; at < text.length; at = parts.lastIndex) {
    parts.lastIndex = at;
    const match = parts.exec(text);
    if (match === null) {
      const sign = String.fromCodePoint(text.codePointAt(at)!);
      return refuse(at, at + sign.length, `${JSON.stringify(sign)} has no place in a formula here`);
    }
    const [part, name, number] = match, end = at + part.length;
    if (name === undefined && number === undefined) continue;
    tokens.push({ text: part, start: at, end });
    if (number !== undefined) {
      if (!Number.isFinite(Number(part))) refuse(at, end, `${part} is too large for a number`);
      continue;
    }
    const called = /^\s*\(/.test(text.slice(end)), known = ALLOWED.includes(name as FunctionName);
    if (known && !called) refuse(at, end, `${name} needs its argument in parentheses: ${name}(x)`);
    if (called && !known) {
      refuse(
        at,
        end,
        variables.includes(name)
          ? `${name} is no function; for a product write ${name} * (…)`
          : `"${name}" is not a function here; use ${ALLOWED.join(", ")}`,
      );
    }
    if (RESERVED.includes(name)) refuse(at, end, `"${name}" has no place in a formula here`);
    if (!called && !Object.hasOwn(CONSTANTS, name) && !variables.includes(name)) {
      variables.push(name);
    }
  }
  try {
    const node = parse(text.replace(/\s/g, " "));
    requireArithmetic(node);
    return { text, node, variables, tokens };
  } catch (error) {
    const { char, message } = error as Error & { char?: number };
    const why = `is not a formula: ${message.replace(/ \(char \d+\)/, "")}`;
    if (char === undefined) throw new SyntaxError(`${action}: "${text}" ${why}.`);
    return refuse(char - 1, char, why);
  }
}

/** The second lock on the same door: what kinds of node the parsed tree may have. */
function requireArithmetic(node: MathNode, depth = 1): void {
  if (depth > DEPTH) {
    throw new Error(`it is nested more than ${DEPTH} levels deep; make it simpler`);
  }
  const { type, fn, args = [], condition } = node as Parts;
  const name = typeof fn === "string" ? fn : fn?.name ?? "";
  if (type === "ConditionalNode") {
    const test = bare(condition!) as Parts;
    if (!COMPARISONS.includes(String(test.fn))) throw new Error(COMPARISON_PLACE);
    for (const part of [...test.args!, (node as Parts).trueExpr!, (node as Parts).falseExpr!]) {
      requireArithmetic(part, depth + 1);
    }
    return;
  }
  if (COMPARISONS.includes(name) || type === "RelationalNode") throw new Error(COMPARISON_PLACE);
  const fits = type === "FunctionNode"
    ? ALLOWED.includes(name as FunctionName)
    : type === "OperatorNode"
    ? OPERATORS.includes(name)
    : ["ConstantNode", "SymbolNode", "ParenthesisNode"].includes(type);
  if (!fits) throw new Error(`"${node}" is not arithmetic`);
  const several = name === "max" || name === "min";
  if (type === "FunctionNode" && (several ? args.length < 2 : args.length !== 1)) {
    throw new Error(`${name} takes ${several ? "two arguments or more" : "one argument"}`);
  }
  const inner = type === "ParenthesisNode" ? depth : depth + 1;
  node.forEach((child, path) => path === "fn" || requireArithmetic(child, inner));
}

type Parts = MathNode & {
  fn?: string | { name?: string };
  args?: MathNode[];
  condition?: MathNode;
  trueExpr?: MathNode;
  falseExpr?: MathNode;
};
const COMPARISON_PLACE = 'a comparison has its place in "x > 0 ? … : …" alone';
const COMPARISONS = ["smaller", "smallerEq", "larger", "largerEq"];
const OPERATORS = ["add", "subtract", "multiply", "divide", "pow", "unaryMinus", "unaryPlus"];

/** The message, the formula, and carets under the part from start to end. */
export function pointAt(
  action: string,
  text: string,
  start: number,
  end: number,
  why: string,
): string {
  const line = text.replace(/\s/g, " ");
  const message = why.startsWith("is not a formula") ? `"${text}" ${why}` : why;
  return `${action}: ${message}.\n    ${line}\n    ${" ".repeat(start)}${
    "^".repeat(Math.max(1, end - start))
  }`;
}
