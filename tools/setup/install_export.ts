/** Run by set-up in a Deno of its own, because it imports npm packages that set-up just installed. */
import { installExport } from "../export_assets.ts";

await installExport(Deno.args[0]);
