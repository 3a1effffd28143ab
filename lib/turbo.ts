/** For who trains wide networks: kernels on two threads, with the same bits. */
import { requirePlainBits } from "./kernels/self_check.ts";
import { twoThreads } from "./kernels/two_threads.ts";
import { kernels, replaceKernels } from "./kernels/workspace.ts";

/** What `turbo` began. */
export interface Turbo {
  /** Ends the second thread, without which a program does not end. Throws RangeError during a training. */
  end(): void;
}

/**
 * Computes large matrix products, activations and most other loops on two threads from now on. Ask for it at the
 * beginning, where layers have some 128 units or more; smaller networks gain nothing.
 *
 * More is gained if V8 is started so that it makes one instruction for 256 bits of two for
 * 128: `DENO_V8_FLAGS=--experimental-wasm-revectorize deno task lab`. That is an experiment of V8's. Therefore
 * `turbo` first tries how large a piece of a product shall be computed at once, and compares products,
 * activations and other loops with the plain TypeScript, bit for bit.
 *
 * ```ts
 * const { end } = await turbo();
 * // … train …
 * end();
 * ```
 *
 * Throws RangeError during a training, and where a bit differs; and what the machine says where it has no workers
 * or no WebAssembly.
 */
export async function turbo(): Promise<Turbo> {
  const machine = await twoThreads();
  let inUse = false;
  const end = () => {
    if (inUse && kernels() === machine) replaceKernels(null); // and not those of a later turbo()
    inUse = false;
    machine.end();
  };
  try {
    replaceKernels(machine);
    inUse = true;
    requirePlainBits();
  } catch (error) {
    end();
    throw error;
  }
  return { end };
}
