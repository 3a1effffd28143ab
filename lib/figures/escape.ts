/**
 * `text` for Plotly to draw letter by letter. Plotly reads markup in titles, names and labels (`<b>`,
 * `<a href=…>`), entities (`&lt;`) and, where MathJax is near, maths between dollar signs. What a
 * learner typed is none of these. Alt texts take the words as they are.
 *
 * ```ts
 * literal("a<b, $5"); // "a&#60;b, &#36;5"
 * ```
 */
export function literal(text: string): string {
  return String(text).replace(/[&<>$]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
