import type { TestResult } from "./report.ts";

/** Counts gates and tests, and remembers by name what was skipped and what failed. */
export class Tally {
  #passed = 0;
  readonly #failed: string[] = [];
  readonly #skipped: string[] = [];

  add(name: string, outcome: TestResult["outcome"]): void {
    if (outcome === "passed") this.#passed++;
    if (outcome === "failed") this.#failed.push(name);
    if (outcome === "skipped") this.#skipped.push(name);
  }

  get allPassed(): boolean {
    return this.#failed.length === 0 && this.#passed > 0;
  }

  /** What was skipped, what failed, and last `N passed, N failed` alone on its line. */
  print(): void {
    console.log("");
    if (this.#skipped.length > 0) {
      console.log(`Skipped ${this.#skipped.length}: ${this.#skipped.join("; ")}.`);
    }
    if (this.#failed.length > 0) {
      console.log(`Failed:\n${this.#failed.map((name) => `  ${name}`).join("\n")}`);
    }
    if (this.#passed + this.#failed.length === 0) console.log("No test was run.");
    console.log(`${this.#passed} passed, ${this.#failed.length} failed`);
  }
}
