/// <reference lib="dom" />
/** The page's own style sheet. */

/** Put `css` into the page, once. */
export function addStyle(css: string): void {
  if (document.getElementById("vg-style") !== null) return;
  const style = document.createElement("style");
  style.id = "vg-style";
  style.textContent = css;
  document.head.append(style);
}
