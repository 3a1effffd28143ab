import { evaluator } from "./symbolic/compile.ts";
import { differentiate, hasPieces } from "./symbolic/differentiate.ts";
import { derivative, type MathNode } from "./symbolic/mathjs.ts";
import { read } from "./symbolic/reader.ts";

/** A formula that can be typeset, evaluated and differentiated. */
export interface Formula {
  /** In the syntax of mathjs, such as "1 / (1 + exp(-z))". */
  readonly text: string;
  /** For `show(formula(…))`; its numbers are rounded to five digits. */
  readonly tex: string;
  /** Its free names: all but the functions and the constants pi and e. */
  readonly variables: readonly string[];
  /** The value for given values of its variables. Throws RangeError when one has none. */
  at(values: Readonly<Record<string, number>>): number;
  /** The derivative by a variable, as a formula again, by mathjs's rules. */
  derivative(variable: string): Formula;
}

/**
 * Reads a formula of numbers, names, + − * / ^, the functions exp, log, sqrt, abs, sign, max, min, tanh,
 * sinh, cosh, sech, sin, cos, atan, erf, and `z > 0 ? a : b`; at most 200 characters.
 *
 * ```ts
 * const sigma = symbolic("1 / (1 + exp(-z))");
 * sigma.derivative("z").at({ z: 0 }); // 0.25
 * ```
 *
 * Values are computed by the functions of this lib, with the same bits on every machine. Throws
 * SyntaxError, with the place, when the text is not such a formula.
 */
export function symbolic(text: string): Formula {
  const { node, variables } = read("symbolic", text);
  return fromNode(node, variables);
}

function fromNode(node: MathNode, variables: readonly string[]): Formula {
  const evaluate = evaluator(node, variables);
  return {
    text: node.toString(),
    get tex() {
      const parenthesis = size(node) > 100 ? "keep" : "auto"; // "auto" takes its time
      return node.toTex({ parenthesis })
        .replaceAll("erf\\left", "\\operatorname{erf}\\left")
        .replace(/\+\s*-/g, "-") // a + −b
        .replace(/\d+\.\d{5,}/g, (digits) => String(Number(Number(digits).toPrecision(5))));
    },
    variables,
    at(values) {
      const missing = variables.find((name) => !Object.hasOwn(values, name));
      if (missing !== undefined) {
        throw new RangeError(`${node}: ${missing} has no value; give { ${missing}: a number }.`);
      }
      return evaluate(variables.map((name) => values[name]));
    },
    derivative(variable) {
      return fromNode(shortened(node, variable), variables);
    },
  };
}

/** mathjs shortens small derivatives for the eye; at large ones it can take minutes. */
function shortened(node: MathNode, variable: string): MathNode {
  const plain = differentiate(node, variable);
  return size(plain) <= 60 && !hasPieces(node) ? derivative(node, variable) : plain;
}

function size(node: MathNode): number {
  let count = 0;
  node.traverse(() => count++);
  return count;
}
