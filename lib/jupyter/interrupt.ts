/**
 * The toolbar's Stop, heard in the kernel.
 *
 * Jupyter's Stop sends the kernel SIGINT, which by default ends the process and with it every
 * variable. The listener set here takes the signal instead, tells each running `steps` loop to
 * stop, and acknowledges by writing the file that `VG_INTERRUPT_FILE` names: the kernel's launcher
 * (tools/jupyter/kernel.py) waits for it, and so can tell a loop that stops from one that cannot.
 */

/** A loop that can be asked to stop. */
export interface Stoppable {
  stop(): void;
}

const running = new Set<Stoppable>();
let listening = false;

function onInterrupt(): void {
  const file = Deno.env.get("VG_INTERRUPT_FILE");
  if (file !== undefined && file !== "") Deno.writeTextFileSync(file, "heard\n");
  for (const loop of running) loop.stop();
  if (running.size === 0) {
    console.error("Stop: no `steps` loop is running. If a cell goes on, choose Kernel ▸ Restart.");
  }
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
