/**
 * What makes a site of the exported lessons: links from lesson to lesson, an index, and a page with
 * the library's files that the lessons link to. All of it is read from the notebooks.
 */
import { join } from "node:path";
import type { Lesson } from "./lesson.ts";

/** A lesson that has a page. */
export interface SiteLesson {
  /** "01_chain_rule": the notebook's name and the page's, without an ending. */
  readonly name: string;
  /** "1 · The chain rule" */
  readonly title: string;
  /** The bold line under the title. */
  readonly question: string;
  /** The first sentence of the first point under "Summary"; "" when there is none. */
  readonly summary: string;
  /** The files of lib/ that it links to, as in "lib/layers/dense.ts". */
  readonly files: readonly string[];
}

/** What the site says about a lesson. Markdown is kept as it is. */
export function siteLesson(name: string, { cells }: Lesson): SiteLesson {
  const prose = cells.filter(({ kind }) => kind === "markdown").map(({ source }) => source);
  const text = prose.join("\n\n");
  const first = (pattern: RegExp) => text.match(pattern)?.[1].replaceAll(/\s+/g, " ") ?? "";
  return {
    name,
    title: first(/^# (.+)$/m) || name,
    question: first(/^\*\*([^*]+\?)\*\*$/m),
    summary: first(/^## Summary\s+(?:- )?(.+?[.:])(?=\s+[A-Z*]|\s*$|\s+1\. )/ms).replace(
      /:$/,
      " …",
    ),
    files: [...new Set([...text.matchAll(/\]\(\.\.\/(lib\/[^)#]+)/g)].map((match) => match[1]))],
  };
}

const escape = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

/** The links at a page's top and end: the lesson before, the index, the lesson after. */
function lessonLinks(lessons: readonly SiteLesson[], at: number): string {
  const link = (lesson: SiteLesson | undefined, rel: string, text: (title: string) => string) =>
    lesson ? `<a rel="${rel}" href="${lesson.name}.html">${text(escape(lesson.title))}</a>` : "";
  return link(lessons[at - 1], "prev", (title) => `← ${title}`) +
    `<a href="index.html">All lessons</a>` +
    link(lessons[at + 1], "next", (title) => `${title} →`);
}

/**
 * The page of lesson number `at` (−1 for a page before the first) with its links filled in. Those to
 * other lessons lead to their pages, where there are any, else to their notebooks; those into lib/
 * lead to the library's page. To link a linked page again does no harm.
 */
export function linked(page: string, lessons: readonly SiteLesson[], at: number): string {
  const names = new Set(lessons.map(({ name }) => name));
  return page
    .replaceAll(
      /(<nav [^>]*class="vg-lessons"[^>]*>).*?(<\/nav>)/g,
      (_, open, close) => open + lessonLinks(lessons, at) + close,
    )
    .replaceAll(
      /href="(?:\.\.\/notebooks\/)?([\w-]+)\.ipynb(#[^"]*)?"/g,
      (_, name, anchor = "") =>
        names.has(name)
          ? `href="${name}.html${anchor}"`
          : `href="../notebooks/${name}.ipynb${anchor}"`,
    )
    .replaceAll(/href="\.\.\/(lib\/[^"#]+)(#[^"]*)?"/g, 'href="library.html#$1"');
}

/** The index, as Markdown: what each lesson asks, and what it finds. */
export function indexText(title: string, lessons: readonly SiteLesson[]): string {
  const items = lessons.map(({ name, title, question, summary }) =>
    `- **[${title}](${name}.html)**: _${question}_<br>${summary}`
  );
  return `# ${title}\n\n` +
    "Each lesson is one page. Its figures and explorers need no network and no kernel.\n\n" +
    items.join("\n\n");
}

/** The library's page, as Markdown: those of its files that the lessons link to. */
export async function libraryText(root: string, lessons: readonly SiteLesson[]): Promise<string> {
  const files = [...new Set(lessons.flatMap(({ files }) => files))].sort();
  const texts = files.map(async (file) =>
    `## ${file}\n\n~~~ts\n${(await Deno.readTextFile(join(root, file))).trimEnd()}\n~~~`
  );
  return `# The library\n\nThe files that the lessons link to.\n\n` +
    (await Promise.all(texts)).join("\n\n");
}
