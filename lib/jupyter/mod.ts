/** What lessons use to bring values to the page. */
export { explorer } from "./explorer.ts";
export { formula } from "./formula.ts";
export { live } from "./live.ts";
export { progress, type ProgressBar, progressBar } from "./progress.ts";
export { setup } from "./setup.ts";
export { show } from "./show.ts";
export { steps, Stopped } from "./steps.ts";
export { sweep, type SweepOptions } from "./sweep.ts";
export { table } from "./table.ts";
