/// <reference lib="dom" />
/** Whether the page is light or dark, wherever the notebook is open. */

/** JupyterLab and our exported page say so on the body, VS Code too; else the reader's system. */
export function pageTheme(): "light" | "dark" {
  const { jpThemeLight, vscodeThemeKind } = document.body.dataset;
  if (jpThemeLight !== undefined) return jpThemeLight === "true" ? "light" : "dark";
  if (vscodeThemeKind !== undefined) return vscodeThemeKind.includes("light") ? "light" : "dark";
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

/** Call `react` whenever the theme may have changed. */
export function onThemeChange(react: () => void): void {
  // A frame later, because JupyterLab hides the page at that moment, and nothing in it has a width.
  const soon = () => requestAnimationFrame(react);
  new MutationObserver(soon).observe(document.body, {
    attributeFilter: ["data-jp-theme-light", "data-vscode-theme-kind"],
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", soon);
}
