/**
 * Puts what nbconvert needs for a self-contained page into the Jupyter environment: our template,
 * KaTeX with its fonts, Plotly, the page's script, and the setting that makes the template the
 * default for nbconvert and for JupyterLab's Export menu.
 */
import { gzipSync } from "node:zlib";
import { pageScript, plotlyScript } from "lib/jupyter/browser.ts";
import { base64 } from "lib/jupyter/pack.ts";

const root = new URL("../", import.meta.url);
const source = new URL("tools/jupyter/", root);
const katex = new URL("node_modules/katex/dist/", root);

/** KaTeX's style sheet with its fonts inside, as woff2 only: every browser of today reads it. */
async function katexStyle(): Promise<string> {
  let css = await Deno.readTextFile(new URL("katex.min.css", katex));
  for (const [declaration, name] of css.matchAll(/src:url\(fonts\/([\w-]+)\.woff2\)[^;}]*/g)) {
    const font = base64(await Deno.readFile(new URL(`fonts/${name}.woff2`, katex)));
    css = css.replace(
      declaration,
      `src:url(data:font/woff2;base64,${font}) format("woff2")`,
    );
  }
  if (css.includes("url(fonts/")) {
    throw new Error("export: KaTeX's style names a font that was not inlined; its format changed.");
  }
  return css;
}

/** KaTeX, compressed, as a script that lays it ready; the page's script opens it. */
async function katexScript(): Promise<string> {
  const files = ["katex.min.js", "contrib/auto-render.min.js"];
  const sources = await Promise.all(files.map((file) => Deno.readTextFile(new URL(file, katex))));
  const zipped = base64(gzipSync(sources.join("\n"), { level: 9 }));
  return `globalThis.vgKatexSource = "${zipped}";`;
}

/**
 * Of JupyterLab's own style the rules for what stands in an exported page: a sixth of it. The others
 * are for menus, file lists and icons.
 */
async function labStyle(share: string): Promise<string> {
  const css = await Deno.readTextFile(`${share}/nbconvert/templates/lab/static/index.css`);
  const rules = css.replaceAll(/\/\*.*?\*\//gs, "").match(/[^{}]+\{([^{}]*\{[^{}]*\})*[^{}]*\}/g);
  const inPage = /\.jp-(Rendered|Cell|Code|Editor|Input|Markdown|Notebook|Output)/;
  const kept = rules?.filter((rule) => {
    const selector = rule.split("{")[0];
    return inPage.test(selector) || !/\.(jp|lm)-/.test(selector);
  }) ?? [];
  if (kept.length < 100) {
    throw new Error("export: JupyterLab's style is written in another way; this must be adapted.");
  }
  return kept.map((rule) => rule.trim().replaceAll(/--jp-icon-[\w-]+:\s*url\([^)]*\);/g, ""))
    .join("\n");
}

/** JupyterLab's dark colours, for readers whose system is dark, on screen only. */
async function darkStyle(share: string): Promise<string> {
  const css = await Deno.readTextFile(`${share}/nbconvert/templates/lab/static/theme-dark.css`);
  return `@media screen and (prefers-color-scheme: dark) {\n${css}\n}\n`;
}

/** Where `</script>` may not appear. */
function inScript(code: string): string {
  return code.replaceAll("</script", "<\\/script");
}

/**
 * Install the export template into the virtual environment at `venv`. Running it again rewrites
 * the same files. Needs the npm packages and nbconvert in place.
 */
export async function installExport(venv: string): Promise<void> {
  const share = `${venv}/share/jupyter`;
  const template = `${share}/nbconvert/templates/lesson`;
  await Deno.mkdir(`${template}/static`, { recursive: true });
  await Deno.mkdir(`${venv}/etc/jupyter`, { recursive: true });

  const copies: [string, string][] = [
    ["template/conf.json", `${template}/conf.json`],
    ["template/index.html.j2", `${template}/index.html.j2`],
    ["template/page.css", `${template}/static/page.css`],
    ["template/page.js", `${template}/static/page.js`],
    ["jupyter_config.py", `${venv}/etc/jupyter/jupyter_config.py`],
  ];
  for (const [from, to] of copies) await Deno.copyFile(new URL(from, source), to);

  const made: [string, string | Promise<string>][] = [
    ["lab.css", labStyle(share)],
    ["katex.css", katexStyle()],
    ["katex.js", katexScript()],
    ["plotly.js", plotlyScript()],
    ["figures.js", pageScript()],
    ["dark.css", darkStyle(share)],
  ];
  for (const [name, text] of made) {
    const content = name.endsWith(".js") ? inScript(await text) : await text;
    await Deno.writeTextFile(`${template}/static/${name}`, content);
  }
}
