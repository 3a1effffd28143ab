import type {
  ConditionalNode,
  ConstantNode,
  MathNode,
  OperatorNode,
  SymbolNode,
} from "mathjs/number";
import type { Algebra, Comparison, FunctionName } from "./algebra.ts";
import { type Evaluator, nameAt, writtenOut } from "./code.ts";
import { argumentsOf, bare, nameOf } from "./nodes.ts";
import { numbers } from "./numbers.ts";
import { CONSTANTS } from "./reader.ts";
import { wides } from "./wide.ts";

/**
 * A formula as a function: in plain float64 first, and where that overflows or underflows on the way,
 * once more with exponents of any size. So the slope of 1/(1 + exp(−x)) is right at −1000 as typed.
 */
export function evaluator(node: MathNode, variables: readonly string[]): Evaluator {
  const written = writtenOut((code) => compile(node, code, variables)(variables.map(nameAt)));
  const fast = written ?? compile(node, numbers, variables);
  const sure = compile(node, wides, variables);
  return (values) => {
    const value = fast(values);
    if (value === value || values.some(Number.isNaN)) return value;
    return wides.toNumber(sure(values.map(wides.of)));
  };
}

/** From the tree to nested functions, each of which calls those of its operands. */
function compile<T>(
  root: MathNode,
  algebra: Algebra<T>,
  variables: readonly string[],
): (values: readonly T[]) => T {
  type Compiled = (values: readonly T[]) => T;
  const { functions } = algebra;

  // A derivative repeats parts of its formula. Each is computed once for one list of values.
  const repeated = new Map<string, Compiled>();
  function visit(node: MathNode): Compiled {
    if (node.type === "ConstantNode" || node.type === "SymbolNode") return compileNode(node);
    const text = node.toString();
    let compiled = repeated.get(text);
    if (compiled === undefined) {
      compiled = remember(compileNode(node));
      repeated.set(text, compiled);
    }
    return compiled;
  }

  function compileNode(node: MathNode): Compiled {
    switch (node.type) {
      case "ParenthesisNode":
        return visit((node as unknown as { content: MathNode }).content);
      case "ConstantNode": {
        const value = algebra.of(Number((node as ConstantNode).value));
        return () => value;
      }
      case "SymbolNode": {
        const { name } = node as SymbolNode, at = variables.indexOf(name);
        if (at >= 0) return (values) => values[at];
        const value = algebra.of(CONSTANTS[name]);
        return () => value;
      }
      case "FunctionNode":
        return call(nameOf(node), argumentsOf(node));
      case "OperatorNode":
        return operate((node as OperatorNode).fn, argumentsOf(node));
      default:
        return choose(node as ConditionalNode);
    }
  }

  function call(name: string, args: readonly MathNode[]): Compiled {
    if (name === "max" || name === "min") {
      const comparison = name === "max" ? "largerEq" : "smallerEq";
      return args.map(visit).reduce((a, b) => (values) => {
        const x = a(values), y = b(values);
        return algebra.choose(comparison, algebra.subtract(x, y), () => x, () => y);
      });
    }
    const added = name === "log" ? sumWithOne(args[0]) : null; // log(1 + u), u perhaps tiny
    const f = functions[added ? "log1p" : name as FunctionName], a = visit(added ?? args[0]);
    return (values) => f(a(values));
  }

  function operate(name: string, args: readonly MathNode[]): Compiled {
    if (name === "subtract" && nameOf(args[0]) === "exp" && isOne(args[1])) { // exp(u) − 1
      const a = visit(argumentsOf(args[0])[0]);
      return (values) => functions.expm1(a(values));
    }
    if (name === "pow" && (args[0] as SymbolNode).name === "e") {
      return call("exp", [args[1]]);
    }
    const [a, b] = args.map(visit);
    const { negate, add, subtract, multiply, divide, power } = algebra;
    switch (name) {
      case "unaryPlus":
        return a;
      case "unaryMinus":
        return (values) => negate(a(values));
      case "add":
        return (values) => add(a(values), b(values));
      case "subtract":
        return (values) => subtract(a(values), b(values));
      case "multiply":
        return (values) => multiply(a(values), b(values));
      case "divide":
        return (values) => divide(a(values), b(values));
      default:
        return (values) => power(a(values), b(values));
    }
  }

  function choose({ condition, trueExpr, falseExpr }: ConditionalNode): Compiled {
    const { fn, args } = bare(condition) as OperatorNode;
    const [a, b] = args.map(visit), yes = visit(trueExpr), no = visit(falseExpr);
    return (values) => {
      const difference = algebra.subtract(a(values), b(values));
      return algebra.choose(fn as Comparison, difference, () => yes(values), () => no(values));
    };
  }

  return visit(root);
}

/** Keeps the result for as long as the same list of values comes again. */
function remember<V, T>(f: (values: V) => T): (values: V) => T {
  let last: V | null = null, result: T;
  return (values) => {
    if (values !== last) {
      result = f(values);
      last = values;
    }
    return result;
  };
}

function isOne(node: MathNode): boolean {
  return node.type === "ConstantNode" && Number((node as ConstantNode).value) === 1;
}

/** u of 1 + u or u + 1, else null. */
function sumWithOne(node: MathNode): MathNode | null {
  if (node.type !== "OperatorNode" || (node as OperatorNode).fn !== "add") return null;
  const [a, b] = argumentsOf(node);
  return isOne(a) ? b : isOne(b) ? a : null;
}
