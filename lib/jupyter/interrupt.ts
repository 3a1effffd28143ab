/**
 * The toolbar's Stop, heard in the kernel.
 *
 * Jupyter's Stop sends the kernel SIGINT. tools/jupyter/kernel.py sees to it that the signal does
 * not end the process; the listener set here tells each running `steps` loop to stop, and those that
 * begin right after it: the next training of the cell, or of the next cell that waits.
 */

/** A loop that can be asked to stop. */
export interface Stoppable {
  stop(): void;
}

/** For how many milliseconds after a loop was stopped the next that begins is stopped too. */
const echo = 500;

const running = new Set<Stoppable>(), stopping = new Set<Stoppable>();
let listening = false, quietUntil = -Infinity;

function onInterrupt(): void {
  for (const loop of running) {
    stopping.add(loop);
    loop.stop();
  }
}

/** Hear Stop from now on. Called by `setup`; a second call changes nothing. */
export function listenForInterrupt(): void {
  if (listening || typeof Deno === "undefined") return;
  Deno.addSignalListener("SIGINT", onInterrupt);
  listening = true;
}

/**
 * Tell `loop` when the learner presses Stop, until the function returned is called; at once, where
 * another was just stopped.
 */
export function whileRunning(loop: Stoppable): () => void {
  running.add(loop);
  if (performance.now() < quietUntil) loop.stop();
  return () => {
    running.delete(loop);
    if (stopping.delete(loop)) quietUntil = performance.now() + echo;
  };
}
