/** Plane geometry for SVG: boxes, and the maps that a `transform` attribute stands for. */

/** A rectangle from (left, top) to (right, bottom); null for nothing at all. */
export type Box = { left: number; top: number; right: number; bottom: number } | null;

/** (x, y) → (a·x + c·y + e, b·x + d·y + f), in SVG's own order. */
export type Affine = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

export const identity: Affine = [1, 0, 0, 1, 0, 0];

/** First `inner`, then `outer`. */
function compose(outer: Affine, inner: Affine): Affine {
  const [a, b, c, d, e, f] = outer;
  const [A, B, C, D, E, F] = inner;
  return [
    a * A + c * B,
    b * A + d * B,
    a * C + c * D,
    b * C + d * D,
    a * E + c * F + e,
    b * E + d * F + f,
  ];
}

function rotation(degrees: number, x: number, y: number): Affine {
  const angle = degrees * Math.PI / 180;
  const turn: Affine = [Math.cos(angle), Math.sin(angle), -Math.sin(angle), Math.cos(angle), 0, 0];
  return compose(compose([1, 0, 0, 1, x, y], turn), [1, 0, 0, 1, -x, -y]);
}

function single(name: string, n: readonly number[]): Affine {
  if (name === "translate") return [1, 0, 0, 1, n[0], n[1] ?? 0];
  if (name === "scale") return [n[0], 0, 0, n[1] ?? n[0], 0, 0];
  if (name === "rotate") return rotation(n[0], n[1] ?? 0, n[2] ?? 0);
  if (name === "matrix") return [n[0], n[1], n[2], n[3], n[4], n[5]];
  return identity;
}

/** The map of a `transform` attribute, such as `translate(3,4)rotate(-90)`. */
export function affineOf(transform: string | null): Affine {
  let map = identity;
  for (const [, name, list] of (transform ?? "").matchAll(/(\w+)\(([^)]*)\)/g)) {
    map = compose(map, single(name, list.split(/[\s,]+/).map(Number)));
  }
  return map;
}

/** The smallest box around both. */
export function union(one: Box, other: Box): Box {
  if (one === null || other === null) return one ?? other;
  return {
    left: Math.min(one.left, other.left),
    top: Math.min(one.top, other.top),
    right: Math.max(one.right, other.right),
    bottom: Math.max(one.bottom, other.bottom),
  };
}

/** The smallest upright box around the mapped box. */
export function mapped([a, b, c, d, e, f]: Affine, box: Box): Box {
  if (box === null) return null;
  let around: Box = null;
  for (const x of [box.left, box.right]) {
    for (const y of [box.top, box.bottom]) {
      const [X, Y] = [a * x + c * y + e, b * x + d * y + f];
      around = union(around, { left: X, top: Y, right: X, bottom: Y });
    }
  }
  return around;
}
