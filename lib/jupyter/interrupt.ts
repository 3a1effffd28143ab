/**
 * The toolbar's Stop, heard in the kernel.
 *
 * Jupyter's Stop sends the kernel SIGINT. tools/jupyter/kernel.py sees to it that the signal does
 * not end the process; the listener set here tells each running `steps` loop to stop.
 */

/** A loop that can be asked to stop. */
export interface Stoppable {
  stop(): void;
}

const running = new Set<Stoppable>();
let listening = false;

function onInterrupt(): void {
  for (const loop of running) loop.stop();
}

/** Hear Stop from now on. Called by `setup`; a second call changes nothing. */
export function listenForInterrupt(): void {
  if (listening || typeof Deno === "undefined") return;
  Deno.addSignalListener("SIGINT", onInterrupt);
  listening = true;
}

/** Tell `loop` when the learner presses Stop, until the function returned is called. */
export function whileRunning(loop: Stoppable): () => void {
  running.add(loop);
  return () => running.delete(loop);
}
