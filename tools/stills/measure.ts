/// <reference lib="dom" />
/** The boxes of SVG elements, which a DOM without a screen does not know. */
import { affineOf, type Box, mapped, union } from "./affine.ts";
import { pathPoints } from "./path.ts";
import { textWidth } from "./text_width.ts";

/** An inherited property, from the style or the attribute of the element or one around it. */
function inherited(element: Element, name: string, otherwise: string): string {
  for (let at: Element | null = element; at !== null; at = at.parentElement) {
    const value = (at as SVGElement).style?.getPropertyValue(name) || at.getAttribute(name);
    if (value && !/(em|%)$/.test(value)) return value;
  }
  return otherwise;
}

function numberOf(element: Element, name: string): number {
  return parseFloat(element.getAttribute(name) ?? "0") || 0;
}

function textBox(element: Element): Box {
  const lines = [...element.querySelectorAll("tspan.line")].map((line) => line.textContent ?? "");
  if (lines.length === 0) lines.push(element.textContent ?? "");
  if (lines.every((line) => line === "")) return null;
  const size = parseFloat(inherited(element, "font-size", "12px"));
  const anchor = inherited(element, "text-anchor", "start");
  const width = Math.max(...lines.map((line) => textWidth(line, size)));
  const shift = anchor === "middle" ? width / 2 : anchor === "end" ? width : 0;
  const left = numberOf(element, "x") - shift;
  const baseline = numberOf(element, "y") + numberOf(element, "dy") * size;
  return {
    left,
    top: baseline - 0.93 * size,
    right: left + width,
    bottom: baseline + 0.24 * size + (lines.length - 1) * 1.3 * size,
  };
}

function shapeBox(element: Element, tag: string): Box {
  if (tag === "path") {
    return pathPoints(element.getAttribute("d") ?? "").reduce<Box>(
      (box, [x, y]) => union(box, { left: x, top: y, right: x, bottom: y }),
      null,
    );
  }
  if (tag === "circle") {
    const [x, y, r] = ["cx", "cy", "r"].map((name) => numberOf(element, name));
    return { left: x - r, top: y - r, right: x + r, bottom: y + r };
  }
  const [x, y] = [numberOf(element, "x"), numberOf(element, "y")];
  const [width, height] = [numberOf(element, "width"), numberOf(element, "height")];
  return { left: x, top: y, right: x + width, bottom: y + height };
}

/** The element's box in its own coordinates: SVG's `getBBox`. */
export function boxOf(element: Element): Box {
  const tag = element.tagName.toLowerCase();
  if (tag === "text" || tag === "tspan") return textBox(element);
  if (["path", "circle", "rect", "image"].includes(tag)) return shapeBox(element, tag);
  if (["defs", "clippath", "style"].includes(tag)) return null;
  let box: Box = null;
  for (const child of element.children) {
    if ((child as SVGElement).style?.display === "none") continue;
    box = union(box, mapped(affineOf(child.getAttribute("transform")), boxOf(child)));
  }
  return box;
}

/** The element's box in the page. */
export function boxInPage(element: Element): Box {
  let box = boxOf(element);
  for (let at: Element | null = element; at !== null; at = at.parentElement) {
    box = mapped(affineOf(at.getAttribute("transform")), box);
  }
  return box;
}
