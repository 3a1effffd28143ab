/** The points of an SVG path, its length, and a point part of the way along. */

export type Point = readonly [x: number, y: number];

/** How many numbers each command takes; the last two are where it ends. */
const counts: Record<string, number> = { M: 2, L: 2, T: 2, Q: 4, S: 4, C: 6, A: 7 };

/** Where each piece of a path in absolute commands ends. Curves count as straight. */
export function pathPoints(d: string): Point[] {
  const points: Point[] = [];
  let [x, y] = [0, 0];
  for (const [, letter, list] of d.matchAll(/([A-Za-z])([^A-Za-z]*(?:e[-+]?\d[^A-Za-z]*)*)/g)) {
    const numbers = (list.match(/-?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?/gi) ?? []).map(Number);
    const command = letter.toUpperCase();
    const relative = letter !== command;
    if (command === "H" || command === "V") {
      for (const number of numbers) {
        if (command === "H") x = relative ? x + number : number;
        else y = relative ? y + number : number;
        points.push([x, y]);
      }
      continue;
    }
    const count = counts[command];
    if (count === undefined) continue; // Z closes the path: no new point
    for (let at = count; at <= numbers.length; at += count) {
      const [dx, dy] = [numbers[at - 2], numbers[at - 1]];
      [x, y] = relative ? [x + dx, y + dy] : [dx, dy];
      points.push([x, y]);
    }
  }
  return points;
}

/** The length of the path in straight pieces. */
export function pathLength(points: readonly Point[]): number {
  let length = 0;
  for (let i = 1; i < points.length; i++) {
    length += Math.hypot(points[i][0] - points[i - 1][0], points[i][1] - points[i - 1][1]);
  }
  return length;
}

/** The point `distance` along the path; its end when the path is shorter. */
export function pointAlong(points: readonly Point[], distance: number): Point {
  let left = distance;
  for (let i = 1; i < points.length; i++) {
    const [from, to] = [points[i - 1], points[i]];
    const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
    if (length > 0 && left <= length) {
      const part = left / length;
      return [from[0] + part * (to[0] - from[0]), from[1] + part * (to[1] - from[1])];
    }
    left -= length;
  }
  return points.at(-1) ?? [0, 0];
}
