/**
 * What the library needs of mathjs: the reader of formulas, their parts, and derivatives. The whole of
 * mathjs would make an explorer twice as heavy.
 */
import type {
  ConstantNode as Constant,
  MathNode,
  OperatorNode as Operator,
  SymbolNode as Name,
} from "mathjs/number";
import {
  absDependencies,
  addDependencies,
  atanDependencies,
  ConstantNodeDependencies,
  cosDependencies,
  coshDependencies,
  create,
  derivativeDependencies,
  divideDependencies,
  erfDependencies,
  expDependencies,
  largerDependencies,
  largerEqDependencies,
  logDependencies,
  maxDependencies,
  minDependencies,
  multiplyDependencies,
  OperatorNodeDependencies,
  parseDependencies,
  powDependencies,
  sechDependencies,
  signDependencies,
  sinDependencies,
  sinhDependencies,
  smallerDependencies,
  smallerEqDependencies,
  sqrtDependencies,
  subtractDependencies,
  SymbolNodeDependencies,
  tanhDependencies,
  unaryMinusDependencies,
  unaryPlusDependencies,
} from "mathjs/number";

const made = create({
  parseDependencies,
  derivativeDependencies,
  ConstantNodeDependencies,
  OperatorNodeDependencies,
  SymbolNodeDependencies,
  // a derivative's constants are computed by these
  ...{ addDependencies, divideDependencies, largerDependencies, largerEqDependencies },
  ...{ multiplyDependencies, powDependencies, smallerDependencies, smallerEqDependencies },
  ...{ subtractDependencies, unaryMinusDependencies, unaryPlusDependencies },
  ...{ absDependencies, atanDependencies, cosDependencies, coshDependencies, erfDependencies },
  ...{ expDependencies, logDependencies, maxDependencies, minDependencies, sechDependencies },
  ...{ signDependencies, sinDependencies, sinhDependencies, sqrtDependencies, tanhDependencies },
});

export const { ConstantNode, derivative, OperatorNode, parse, SymbolNode } = made;
export type ConstantNode = Constant;
export type OperatorNode = Operator;
export type SymbolNode = Name;
export type { MathNode };
