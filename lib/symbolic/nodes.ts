import type { MathNode } from "mathjs/number";

/** What the tree of a formula is asked for; mathjs types every node as a plain MathNode. */

/** Without the parentheses around it. */
export function bare(node: MathNode): MathNode {
  return node.type === "ParenthesisNode"
    ? bare((node as unknown as { content: MathNode }).content)
    : node;
}

/** "exp" of exp(x); empty for what is no call. */
export function nameOf(node: MathNode): string {
  return node.type === "FunctionNode" ? (node as unknown as { fn: { name: string } }).fn.name : "";
}

/** The operands of an operator or a call. */
export const argumentsOf = (node: MathNode) => (node as unknown as { args: MathNode[] }).args;
