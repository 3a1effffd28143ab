/* The exported page's own script: it follows the reader's light or dark, and typesets formulas. */
(() => {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const follow = () => {
    document.body.dataset.jpThemeLight = String(!dark.matches);
  };
  follow();
  dark.addEventListener("change", follow);
  addEventListener("beforeprint", () => {
    document.body.dataset.jpThemeLight = "true"; // ink on paper
  });
  addEventListener("afterprint", follow);

  const delimiters = [
    { left: "$$", right: "$$", display: true },
    { left: "\\[", right: "\\]", display: true },
    { left: "\\(", right: "\\)", display: false },
    { left: "\\begin{equation}", right: "\\end{equation}", display: true },
    { left: "\\begin{align}", right: "\\end{align}", display: true },
    { left: "$", right: "$", display: false },
  ];
  document.addEventListener("DOMContentLoaded", () => {
    // Prose and formulas only: a dollar sign in an HTML output (a figure's script) is not maths.
    for (const element of document.querySelectorAll(".jp-RenderedMarkdown, .jp-RenderedLatex")) {
      globalThis.renderMathInElement(element, { delimiters, throwOnError: false });
    }
  });
})();
