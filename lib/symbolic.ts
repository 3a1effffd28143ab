import { derivative, type MathNode, parse } from "mathjs/number";
import { display } from "./errors.ts";

/** A formula that can be typeset, evaluated and differentiated. */
export interface Formula {
  /** In the syntax of mathjs, such as "1 / (1 + exp(-z))". */
  readonly text: string;
  /** For `show(formula(…))`. */
  readonly tex: string;
  /** The value for given values of its variables. Throws RangeError when one has none. */
  at(values: Readonly<Record<string, number>>): number;
  /** The derivative by a variable, as a formula again, by mathjs's rules. */
  derivative(variable: string): Formula;
}

/**
 * Reads a formula.
 *
 * ```ts
 * const sigma = symbolic("1 / (1 + exp(-z))");
 * sigma.derivative("z").at({ z: 0 }); // 0.25
 * ```
 *
 * Throws SyntaxError, with the place, when the text is not a formula.
 */
export function symbolic(text: string): Formula {
  if (typeof text !== "string") {
    throw new TypeError(`symbolic: the formula is ${display(text)}; give it as text: "x^2".`);
  }
  try {
    return fromNode(parse(text));
  } catch (error) {
    throw new SyntaxError(`symbolic: "${text}" is not a formula: ${(error as Error).message}`);
  }
}

function fromNode(node: MathNode): Formula {
  return {
    text: node.toString(),
    tex: node.toTex({ parenthesis: "auto" }),
    at(values) {
      const missing = variables(node).find((name) => !(name in values));
      if (missing !== undefined) {
        throw new RangeError(`${node}: ${missing} has no value; give { ${missing}: a number }.`);
      }
      return Number(node.evaluate({ ...values }));
    },
    derivative(variable) {
      return fromNode(derivative(node, variable));
    },
  };
}

/** The free names of a formula: symbols that are not functions and not constants such as pi. */
function variables(node: MathNode): string[] {
  const names = new Set<string>();
  node.traverse((part, path) => {
    const { type, name } = part as MathNode & { name?: string };
    if (type === "SymbolNode" && path !== "fn" && name && !["pi", "e"].includes(name)) {
      names.add(name);
    }
  });
  return [...names];
}
