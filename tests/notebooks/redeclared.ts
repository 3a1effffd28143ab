/**
 * In a kernel, `const` may be declared anew, and functions of earlier cells then see the new value: what
 * a helper of the first cell answers would depend on which cells ran before. Only `deno test` lets us
 * ask for a cell's syntax tree, as `deno lint` builds it.
 */

/** As much of a node of the tree as is needed here. */
interface Node {
  readonly type: string;
  readonly range: readonly [number, number];
  readonly parent: Node | null;
  readonly [part: string]: unknown;
}

/**
 * The names of the first cell that a function of it reads, and that another cell's source declares anew at
 * its top. An import is not counted: it brings the same value again.
 */
export function redeclared(first: string, other: string): string[] {
  const read = readByFunctions(first);
  return [...declaredAtTop(other, false)].filter((name) => read.has(name));
}

/** Names that a source declares outside of every block and function. */
function declaredAtTop(source: string, imports: boolean): Set<string> {
  const names = new Set<string>();
  visit(source, {
    Program({ body }) {
      for (const statement of body as Node[]) {
        const exported = statement.declaration as Node | undefined, node = exported ?? statement;
        if (node.type === "ImportDeclaration") {
          if (!imports) continue;
          for (const { local } of node.specifiers as Node[]) {
            names.add((local as Node).name as string);
          }
        } else if (node.type === "VariableDeclaration") {
          for (const { id } of node.declarations as Node[]) bound(id as Node, names);
        } else if (/^(Function|Class)Declaration$/.test(node.type)) bound(node.id as Node, names);
      }
    },
  });
  return names;
}

/** Names that a source declares or imports at its top and reads within a function. */
function readByFunctions(source: string): Set<string> {
  const top = declaredAtTop(source, true), read = new Set<string>();
  const own = new Map<string, Set<string>>(); // by function: the names that hide those of the top
  const ownOf = (node: Node) => own.get(key(node)) ?? own.set(key(node), new Set()).get(key(node))!;
  const enter = (node: Node) => (node.params as Node[]).forEach((one) => bound(one, ownOf(node)));
  const declare = (node: Node) => {
    const within = enclosing(node.parent)[0];
    if (within !== undefined) bound(node.id as Node, ownOf(within));
  };
  visit(source, {
    ...{ FunctionDeclaration: enter, FunctionExpression: enter, ArrowFunctionExpression: enter },
    VariableDeclarator: declare,
    "FunctionDeclaration:exit": declare,
    CatchClause: ({ type, range, parent, param }) => declare({ type, range, parent, id: param }),
  });
  visit(source, {
    Identifier(node) {
      const name = node.name as string, within = enclosing(node.parent);
      if (within.length === 0 || !top.has(name) || !isRead(node)) return;
      if (!within.some((one) => ownOf(one).has(name))) read.add(name);
    },
  });
  return read;
}

/** The functions around a node, the nearest first. */
function enclosing(node: Node | null): Node[] {
  if (node === null) return [];
  return FUNCTION.test(node.type) ? [node, ...enclosing(node.parent)] : enclosing(node.parent);
}

const FUNCTION = /^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/;

/** Whether an identifier stands for a variable: not after a dot, not as a key, not within a type. */
function isRead(node: Node): boolean {
  const parent = node.parent!;
  if (isPart(parent, "property", node) && parent.computed === false) return false;
  if (isPart(parent, "key", node) && !parent.computed && !parent.shorthand) return false;
  for (let up: Node | null = parent; up && !FUNCTION.test(up.type); up = up.parent) {
    if (up.type.startsWith("TS") && !/Expression$/.test(up.type)) return false;
  }
  return true;
}

const key = (node: Node) => node.range.join();
function isPart(parent: Node, part: string, node: Node): boolean {
  const found = parent[part] as Node | null | undefined;
  return found !== null && found !== undefined && key(found) === key(node);
}

/** Adds the names that a pattern binds: `a`, `{ a, b: [c] }`, `a = 1`, `...a`. */
function bound(pattern: Node | null, names: Set<string>): void {
  if (pattern === null) return;
  if (pattern.type === "Identifier") names.add(pattern.name as string);
  const inside = [pattern.properties, pattern.elements].flatMap((list) => (list ?? []) as Node[]);
  for (const part of [...inside, pattern.left, pattern.argument, pattern.parameter]) {
    bound((part ?? null) as Node | null, names);
  }
  if (pattern.type === "Property") bound(pattern.value as Node, names);
}

function visit(source: string, visitor: Record<string, (node: Node) => void>): void {
  const rules = { look: { create: () => visitor as unknown as Deno.lint.LintVisitor } };
  Deno.lint.runPlugin({ name: "cells", rules }, "cell.ts", source);
}
