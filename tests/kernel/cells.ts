import { join } from "node:path";
import { Kernel } from "../../tools/kernel.ts";
import type { Output } from "../../tools/notebook.ts";

/** A kernel as a notebook in this folder would get it. */
export async function startKernel(): Promise<Kernel> {
  return await Kernel.start(import.meta.dirname!);
}

/** The project's folder. */
export const root = join(import.meta.dirname!, "..", "..");

/** The value of a cell's last expression as the page shows it, or undefined when there is none. */
export function value(outputs: Output[]): string | undefined {
  const result = outputs.find((output) => output.output_type === "execute_result");
  return result && "data" in result ? String(result.data["text/plain"]) : undefined;
}

/** What a cell printed on one stream. */
export function printed(outputs: Output[], name: "stdout" | "stderr"): string {
  return outputs.map((output) =>
    output.output_type === "stream" && output.name === name ? output.text : ""
  ).join("");
}

/** The error that ended a cell, or undefined. */
export function error(outputs: Output[]) {
  return outputs.find((output) => output.output_type === "error");
}

/** Waits. */
export function seconds(count: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, count * 1000));
}

/** Waits until a loop may begin again; right after Stop none does (lib/jupyter/interrupt.ts). */
export const stopIsOver = () => seconds(0.6);

/** Waits until a condition holds; says whether it came to hold in time. */
export async function within(limit: number, holds: () => boolean | Promise<boolean>) {
  const end = performance.now() + limit * 1000;
  while (performance.now() < end) {
    if (await holds()) return true;
    await seconds(0.1);
  }
  return false;
}

/** Whether a process runs (a zombie does not). */
export async function runs(pid: number): Promise<boolean> {
  const { stdout } = await new Deno.Command("ps", { args: ["-o", "stat=", "-p", `${pid}`] })
    .output();
  const state = new TextDecoder().decode(stdout).trim();
  return state !== "" && !state.startsWith("Z");
}
