/* The exported page's own script: light or dark, the page's way to the printer, formulas. */
(() => {
  const system = matchMedia("(prefers-color-scheme: dark)");
  let choice = null; // "light", "dark", or null: as the reader's system has it
  try {
    choice = localStorage.getItem("vg-theme");
  } catch {
    // a browser that keeps nothing: the choice lasts until the page is closed
  }
  const ofSystem = () => system.matches ? "dark" : "light";
  const theme = () => choice ?? ofSystem();

  // The style sheets say `@media screen and (prefers-color-scheme: dark)`; a choice overrules it.
  const darkRules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules])
    .filter((rule) => rule.media?.mediaText.includes("prefers-color-scheme: dark"))
    .map(({ media }) => ({ media, asWritten: media.mediaText }));

  const apply = () => {
    for (const { media, asWritten } of darkRules) {
      media.mediaText = choice === null ? asWritten : choice === "dark" ? "screen" : "not all";
    }
    document.documentElement.style.colorScheme = theme();
    document.body.dataset.jpThemeLight = String(theme() === "light"); // figures and explorers look here
    const button = document.querySelector(".vg-theme");
    if (button) button.textContent = theme() === "light" ? "Dark colours" : "Light colours";
  };
  const toggle = () => {
    const other = theme() === "light" ? "dark" : "light";
    choice = other === ofSystem() ? null : other; // back with the system: follow it again
    try {
      if (choice === null) localStorage.removeItem("vg-theme");
      else localStorage.setItem("vg-theme", choice);
    } catch {
      // as above
    }
    apply();
  };
  apply();
  system.addEventListener("change", apply);
  addEventListener("beforeprint", () => {
    document.body.dataset.jpThemeLight = "true"; // ink on paper
  });
  addEventListener("afterprint", apply);

  // What is too wide for the page scrolls; the arrow keys scroll it once the Tab key has reached it.
  const markScrollers = () => {
    const parts = ".highlight, .katex-display, .jp-MarkdownOutput, .jp-OutputArea-output";
    const all = [...document.querySelectorAll(parts)];
    const wide = all.map(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth);
    all.forEach((element, i) => {
      if (wide[i]) element.tabIndex = 0;
      else element.removeAttribute("tabindex");
    });
  };

  const delimiters = [
    { left: "$$", right: "$$", display: true },
    { left: "\\[", right: "\\]", display: true },
    { left: "\\(", right: "\\)", display: false },
    { left: "\\begin{equation}", right: "\\end{equation}", display: true },
    { left: "\\begin{align}", right: "\\end{align}", display: true },
    { left: "$", right: "$", display: false },
  ];
  // Prose and formulas only: a dollar sign in an HTML output (a figure's script) is not maths.
  const prose = ".vg-contents, .jp-RenderedMarkdown, .jp-RenderedLatex";
  const turn = () => new Promise((resolve) => setTimeout(resolve)); // clicks and keys come first
  const typeset = async () => {
    const zipped = Uint8Array.from(atob(globalThis.vgKatexSource), (c) => c.charCodeAt(0));
    const stream = new Blob([zipped]).stream().pipeThrough(new DecompressionStream("gzip"));
    const source = await new Response(stream).text();
    await turn();
    new Function(source)();
    let begun = 0;
    for (const element of document.querySelectorAll(prose)) {
      if (!/[$\\]/.test(element.textContent)) continue;
      if (performance.now() - begun > 10) {
        await turn();
        begun = performance.now();
      }
      globalThis.renderMathInElement(element, { delimiters, throwOnError: false });
    }
  };
  document.addEventListener("DOMContentLoaded", () => {
    const button = document.querySelector(".vg-theme");
    button.hidden = false;
    button.addEventListener("click", toggle);
    apply();
    typeset();
    // nbconvert makes every cell a stop of the Tab key.
    for (const cell of document.querySelectorAll(".jp-Cell-inputWrapper[tabindex]")) {
      cell.removeAttribute("tabindex");
    }
    let marking = null;
    new ResizeObserver(() => {
      clearTimeout(marking);
      marking = setTimeout(markScrollers, 100);
    }).observe(document.querySelector("main"));
  });
})();
