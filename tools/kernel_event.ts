import type { DisplayOutput, Metadata, Output } from "./notebook.ts";

/** What tools/jupyter/drive.py reports; its docstring says what each means. */
export type KernelEvent =
  | { event: "ready"; pid: number; version: string; language: Metadata }
  | { event: "output"; id: number; output: Output; display: string | null }
  | {
    event: "update";
    id: number;
    output: Pick<DisplayOutput, "data" | "metadata">;
    display: string;
  }
  | { event: "clear"; id: number }
  | { event: "done"; id: number }
  | { event: "interrupted" }
  | { event: "died" };
