import {
  ConstantNode,
  derivative,
  type MathNode,
  OperatorNode,
  parse,
  SymbolNode,
} from "./mathjs.ts";
import { argumentsOf, bare, nameOf } from "./nodes.ts";

/**
 * The derivative by a variable. mathjs knows the rules of smooth functions but none for max, abs, erf
 * or `? :`. Each such part is therefore named, F = F(x, u₁, u₂, …), and the chain rule of several
 * variables puts it together:  dF/dx = ∂F/∂x + Σ ∂F/∂uᵢ · duᵢ/dx.
 *
 * At a corner, max and min take the slope of their first argument if both are equal; abs has slope 0.
 */
export function differentiate(node: MathNode, variable: string): MathNode {
  const parts: Record<string, MathNode> = {};
  const named = node.transform((part) => {
    if (!isPiece(part)) return part;
    const name = `_${Object.keys(parts).length + 1}`;
    parts[name] = part;
    return new SymbolNode(name);
  });
  let sum = derivative(named, variable, { simplify: false }) as MathNode;
  for (const [name, part] of Object.entries(parts)) {
    const outer = derivative(named, name, { simplify: false }) as MathNode;
    sum = fill("_a + _b * _c", { _a: sum, _b: outer, _c: slopeOfPiece(part, variable) });
  }
  return tidy(fill(sum, parts));
}

function isPiece(node: MathNode): boolean {
  return node.type === "ConditionalNode" ||
    ["abs", "sign", "erf", "max", "min"].includes(nameOf(node));
}

/** Whether a formula has parts that mathjs alone cannot differentiate. */
export function hasPieces(node: MathNode): boolean {
  return node.filter(isPiece).length > 0;
}

function slopeOfPiece(node: MathNode, variable: string): MathNode {
  const slope = (u: MathNode) => differentiate(u, variable);
  if (node.type === "ConditionalNode") {
    const { condition, trueExpr, falseExpr } = node as MathNode & Record<string, MathNode>;
    return conditional(condition, slope(trueExpr), slope(falseExpr));
  }
  const name = nameOf(node), args = argumentsOf(node);
  const [a, b, ...more] = args;
  switch (name) {
    case "sign":
      return new ConstantNode(0);
    case "abs":
      return fill("sign(_u) * _d", { _u: a, _d: slope(a) });
    case "erf":
      return fill("2 / sqrt(pi) * exp(-(_u ^ 2)) * _d", { _u: a, _d: slope(a) });
    default: {
      const others = more.length > 0 ? fill(`${name}(_b, _rest)`, { _b: b }, more) : b;
      const condition = fill(name === "max" ? "_a >= _b" : "_a <= _b", { _a: a, _b: others });
      return conditional(condition, slope(a), slope(others));
    }
  }
}

function conditional(condition: MathNode, yes: MathNode, no: MathNode): MathNode {
  const node = fill("1 > 0 ? _yes : _no", { _yes: yes, _no: no }) as MathNode & {
    condition: MathNode;
  };
  node.condition = condition;
  return node;
}

/** A pattern with its names replaced by formulas. `_rest` stands for a list of arguments. */
function fill(
  pattern: string | MathNode,
  names: Readonly<Record<string, MathNode>>,
  rest: readonly MathNode[] = [],
): MathNode {
  const root = typeof pattern === "string" ? parse(pattern) : pattern;
  const filled = root.transform((node) => names[(node as SymbolNode).name] ?? node);
  if (rest.length > 0) {
    const call = filled as unknown as { args: MathNode[] };
    call.args = [...call.args.slice(0, -1), ...rest];
  }
  return filled;
}

/** Without the 0 + …, 1 · … and 2 − 1 that rules leave behind: less to read and to compute. */
function tidy(node: MathNode): MathNode {
  const tidied = node.map((child) => tidy(child));
  if (tidied.type === "ParenthesisNode") return bare(tidied);
  if (tidied.type !== "OperatorNode") return tidied;
  const { fn, args: [a, b] } = tidied as OperatorNode, x = constant(a), y = b && constant(b);
  switch (fn as string) {
    case "unaryMinus":
      return x === 0 ? a : tidied;
    case "add":
      return x === 0 ? b : y === 0 ? a : tidied;
    case "subtract":
      if (x !== null && y !== null) return new ConstantNode(x - y);
      return y === 0 ? a : tidied;
    case "multiply":
      if (x === 0 || y === 1) return a;
      if (y === 0 || x === 1) return b;
      return x === -1 ? new OperatorNode("-", "unaryMinus", [b]) : tidied;
    case "divide":
      return x === 0 || y === 1 ? a : tidied;
    case "pow":
      return y === 1 ? a : tidied;
    default:
      return tidied;
  }
}

/** The number that a node is, else null; mathjs writes −1 both as a constant and as −(1). */
function constant(node: MathNode): number | null {
  if (node.type === "ConstantNode") return Number((node as ConstantNode).value);
  const { fn, args } = node as OperatorNode;
  const inner: number | null = fn as string === "unaryMinus" ? constant(args[0]) : null;
  return inner === null ? null : -inner;
}
