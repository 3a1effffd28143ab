/// <reference lib="dom" />
/**
 * An output that changes is replaced whole by JupyterLab. The plots of the figures that go are handed to
 * those that come in their place, before the page is painted: so a living chart moves and never flickers.
 */
import { figureSelector } from "./figures.ts";

/** The plots that went, by the element that held them. */
const gone = new WeakMap<Node, Element[]>();

function found(nodes: NodeList, selector: string): Element[] {
  return [...nodes].flatMap((node) =>
    node instanceof Element
      ? [...(node.matches(selector) ? [node] : []), ...node.querySelectorAll(selector)]
      : []
  );
}

/** Hand the plots that went to the figures that came. Call it before the figures are drawn. */
export function handOver(changes: readonly MutationRecord[]): void {
  for (const { target, removedNodes, addedNodes } of changes) {
    const plots = found(removedNodes, ".vg-plot");
    if (plots.length > 0) gone.set(target, plots);
    const figures = found(addedNodes, figureSelector);
    if (figures.length === 0) continue;
    const waiting = gone.get(target) ?? [];
    gone.delete(target);
    for (const [i, plot] of waiting.entries()) {
      if (figures[i] === undefined || figures[i].querySelector(".vg-plot") !== null) continue;
      figures[i].querySelector(":scope > .vg-alt, :scope > .vg-still")?.remove();
      figures[i].append(plot);
    }
  }
}
