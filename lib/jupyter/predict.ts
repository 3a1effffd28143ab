/** A question with choices, to be answered before the next cell is run. */
import { type Displayable, toDisplay } from "./display.ts";
import { escapeHtml } from "./escape.ts";

const style = `<style>
.vg-predict { border: 2px solid #0072b2; border-radius: 6px; padding: 0.5em 1em; max-width: 44em; }
.vg-predict legend { font-weight: 600; padding: 0 0.4em; }
.vg-predict label { display: block; padding: 0.15em 0; }
.vg-predict p { display: none; margin: 0.4em 0 0; font-style: italic; }
.vg-predict:has(input:checked) p { display: block; }
</style>`;

/**
 * A prediction: pick one, then run the next cell and compare. It needs no kernel and no script, so
 * it works in an exported page too.
 *
 * ```ts
 * await show(predict("Ten sigmoids at their best: what is left?", ["1/40", "10⁻⁶", "10⁻¹²"]));
 * ```
 *
 * @throws {RangeError} with fewer than two choices
 */
export function predict(question: string, choices: readonly string[]): Displayable {
  if (choices.length < 2) {
    throw new RangeError(`predict: there are ${choices.length} choices; give at least two.`);
  }
  const name = escapeHtml(question); // radio buttons of one name exclude each other
  const buttons = choices.map((choice) =>
    `<label><input type="radio" name="${name}"> ${escapeHtml(choice)}</label>`
  );
  const html = `${style}<fieldset class="vg-predict mathjax_ignore tex2jax_ignore" ` +
    `onkeydown="event.stopPropagation()"><legend>Predict: ${escapeHtml(question)}</legend>` +
    `${buttons.join("\n")}<p>Noted. Now run the next cell and compare.</p></fieldset>`;
  const text = [`Predict: ${question}`, ...choices.map((choice) => `  ○ ${choice}`)].join("\n");
  return { [toDisplay]: () => ({ "text/html": html, "text/plain": text }) };
}
