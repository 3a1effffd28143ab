/** The rows of a table must be in the order of the forward pass: nothing else says which layer is which. */
import type { Vitals } from "./vitals.ts";

/** The rows of one step, and what error messages call the place of each. */
export interface TableBlock {
  readonly step: number | null;
  readonly layers: Vitals[];
  readonly places: string[];
}

/** Each step must stand together and have the layers of the first, in their order. */
export function requireOrder(blocks: readonly TableBlock[]): void {
  requireLayerOrder(blocks[0]);
  const [first] = blocks, seen = new Set<number | null>();
  for (const { step, layers, places } of blocks) {
    if (seen.has(step)) {
      throw new RangeError(
        `diagnoseTable, ${places[0]}: step ${step} begins a second time; sort the rows by step.`,
      );
    }
    seen.add(step);
    if (layers.length !== first.layers.length) {
      throw new RangeError(
        `diagnoseTable, ${places[0]}: step ${step} has ${layers.length} layers and step ` +
          `${first.step} has ${first.layers.length}; give a row for each layer at every step.`,
      );
    }
    const other = layers.findIndex(({ name }, i) => name !== first.layers[i].name);
    if (other < 0) continue;
    throw new RangeError(
      `diagnoseTable, ${places[other]}: ${
        layers[other].name
      } stands where step ${first.step} has ` +
        `${first.layers[other].name}; give every step's layers in one order, first to last.`,
    );
  }
}

/**
 * Layers that are named by a number, as in 1, 2, 3 or fc1, fc2, fc3, must come in its order, at even
 * distances. As text 10 comes before 2, and a diagnosis of such rows would be of another network.
 */
function requireLayerOrder({ layers, places }: TableBlock): void {
  const parts = layers.map(({ name }) => name.match(/^(\D*)(\d+)$/));
  if (parts.some((part) => part === null || part[1] !== parts[0]?.[1])) return;
  const jumps = parts.slice(1).map((part, i) => Number(part![2]) - Number(parts[i]![2]));
  const least = Math.min(...jumps), wrong = jumps.findIndex((jump) => jump !== Math.max(least, 1));
  const back = jumps.findIndex((jump) => jump <= 0), at = back < 0 ? wrong : back;
  if (at < 0) return;
  throw new RangeError(
    `diagnoseTable, ${places[at + 1]}: ${layers[at + 1].name} comes after ${layers[at].name}; ` + (
      jumps[at] < 0
        ? "sort the rows from the first layer to the last, by number and not as text."
        : jumps[at] === 0
        ? "give each layer once, and a column step where there are several."
        : "a layer is missing. Give a row for each, or other names where the numbers have gaps."
    ),
  );
}
