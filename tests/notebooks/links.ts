import { dirname, join } from "node:path";

/**
 * The links of a Markdown text that lead nowhere: to a file that is not there, or to a heading that
 * the text does not have. Addresses on the web are taken on trust, but must be https.
 *
 * `path` is the file with the links, relative to the project's folder.
 */
export function brokenLinks(markdown: string, path: string): string[] {
  const prose = markdown.replace(/```.*?```/gs, "");
  const inline = [...prose.matchAll(/\]\(\s*<?([^)\s>]+)>?[^)]*\)/g)].map((match) => match[1]);
  const attributes = [...prose.matchAll(/\b(?:href|src)="([^"]+)"/g)].map((match) => match[1]);
  const named = [...prose.matchAll(/^\[[^\]]+\]:\s*(\S+)/gm)].map((match) => match[1]);
  return [...inline, ...attributes, ...named].filter((link) => !leadsSomewhere(link, prose, path));
}

function leadsSomewhere(link: string, prose: string, path: string): boolean {
  if (/^(https:|mailto:|data:|attachment:)/.test(link)) return true;
  if (/^\w+:/.test(link)) return false;
  const [file, anchor] = decodeURIComponent(link).split("#");
  if (file === "") return anchors(prose).has(anchor.toLowerCase());
  try {
    Deno.statSync(join(dirname(path), file));
    return true;
  } catch {
    return false;
  }
}

/** What a link can say after `#`: headings as GitHub and as JupyterLab spell them, and ids. */
function anchors(prose: string): Set<string> {
  const headings = [...prose.matchAll(/^#+\s+(.*?)\s*$/gm)].map((match) => match[1].toLowerCase());
  const ids = [...prose.matchAll(/\bid="([^"]+)"/g)].map((match) => match[1].toLowerCase());
  return new Set([
    ...ids,
    ...headings.map((heading) => heading.replaceAll(" ", "-")),
    ...headings.map((heading) => heading.replace(/[^\p{L}\p{N} -]/gu, "").replaceAll(" ", "-")),
  ]);
}
