/** An output that changes where it stands. */
import { flushed, inKernel, type MimeBundle, printed } from "./display.ts";

/** What `sendChanging` gives: puts another bundle in the place of the first. */
export interface Changing {
  change(bundle: MimeBundle): Promise<void>;
  /** The last change: this bundle is what the notebook saves. */
  finish(bundle: MimeBundle): Promise<void>;
}

/** What takes no room on the page. */
export const nothing: MimeBundle = { "text/plain": "" };

/**
 * Send a bundle to the page that later ones replace, so that the notebook keeps the last of them
 * alone, in the place of the first. Outside a notebook it does nothing.
 */
export async function sendChanging(first: MimeBundle): Promise<Changing> {
  if (!inKernel()) return { change: async () => {}, finish: async () => {} };
  const display_id = crypto.randomUUID(); // only the open page sees it, no file keeps it
  const send = (bundle: MimeBundle, update: boolean) =>
    Deno.jupyter.display(bundle, { raw: true, display_id, update });
  await printed();
  await send(first, false);
  return {
    change: (bundle) => send(bundle, true),
    async finish(bundle) {
      await send(bundle, true);
      await flushed();
    },
  };
}
