import { adamKernel } from "./adam.ts";
import { assemble, PAGE } from "./assembler.ts";
import {
  activationKernel,
  addScaledKernel,
  finiteKernel,
  residualsKernel,
  scaleAndShiftKernel,
  scaleKernel,
  sumProductsKernel,
  sumRowsKernel,
  zipKernel,
  zipRowKernel,
} from "./elementwise.ts";
import { Constants, float32Lanes, float64Lanes, type Lanes } from "./lanes.ts";
import { productKernel } from "./product.ts";
import { PRODUCT_BYTES, type ProductPlan } from "./tile.ts";
import { ROWS } from "./tiling.ts";
import { transposeKernel } from "./transpose.ts";

/*
 * Start here. The kernels are the loops over numbers that a training spends its time in, written in WebAssembly's
 * vector instructions when they are first needed; nothing is built beforehand, so that a change takes effect at
 * the next run.
 *
 *     run                                       calls the kernels where they pay
 *     workspace, passing                        where numbers lie, and how numbers from elsewhere come there
 *     tiling, product, tile, panel, transpose   the matrix products a·b, aᵀ·b and a·bᵀ
 *     elementwise, exponential, adam            loops over entries and rows, activations, an optimiser's step
 *     assembler, lanes                          to look things up: WebAssembly as TypeScript writes it
 *     reference, float32                        the same in plain TypeScript, to the same bits, where no other
 *                                               page of lib/ has it
 *     two_threads, second_thread, self_check    for lib/turbo.ts
 *
 * The way of a product: `matmul` of lib/products.ts makes room for the result and asks run.ts, which finds the
 * addresses of the numbers and calls the kernel; that copies a part of b to its panel, lets tiles of a's rows meet
 * it, and writes their sums to the result.
 *
 * Why the bits are the same on every machine and in plain TypeScript: each sum is made in the same order, k = 0, 1,
 * 2, …; a multiplication and an addition are rounded each, since none of the instructions does both at once; those
 * that may differ from machine to machine ("relaxed" ones) are not used; and the exponential is our own, made of
 * + − × ÷ and moves of bits.
 */

/** All kernels for one precision, by name. What each takes stands beside its maker. */
function kernels(v: Lanes, constants: Constants, plan: ProductPlan) {
  return {
    product: productKernel(v, false, plan),
    productTA: productKernel(v, true, plan),
    transpose: transposeKernel(v),
    plus: zipKernel(v, "add"),
    minus: zipKernel(v, "subtract"),
    times: zipKernel(v, "multiply"),
    over: zipKernel(v, "divide"),
    plusRow: zipRowKernel(v, "add"),
    minusRow: zipRowKernel(v, "subtract"),
    timesRow: zipRowKernel(v, "multiply"),
    overRow: zipRowKernel(v, "divide"),
    scaleAndShift: scaleAndShiftKernel(v),
    residuals: residualsKernel(v),
    sumRows: sumRowsKernel(v),
    sumProducts: sumProductsKernel(v),
    addScaled: addScaledKernel(v),
    scale: scaleKernel(v),
    adam: adamKernel(v),
    finite: finiteKernel(v),
    sigmoid: activationKernel(v, constants, "sigmoid"),
    tanh: activationKernel(v, constants, "tanh"),
    relu: activationKernel(v, constants, "relu"),
    leakyRelu: activationKernel(v, constants, "leakyRelu"),
  };
}

/** The first addresses of the memory: constants of each precision, then each thread's panel for products; at 512
 * is the place where two threads meet. */
const CONSTANTS = { 8: 1024, 4: 2560 }, PANELS = [4096, 4096 + PRODUCT_BYTES];
/** What the memory holds at least, so that the addresses written into the code need no check. */
const LEAST = Math.ceil((PANELS[1] + PRODUCT_BYTES) / PAGE) * PAGE;

/** A kernel takes sizes and addresses, and perhaps a number. */
export type Kernel = (...numbers: number[]) => number | void;

export interface Machine {
  /** All of the memory, whose first mebibyte is the kernels' own; shared if a second thread helps. */
  readonly buffer: ArrayBuffer;
  /** By name, for float64; and for float32. */
  readonly float64: Readonly<Record<string, Kernel>>;
  readonly float32: Readonly<Record<string, Kernel>>;
}

/** The kernels that lib/turbo.ts uses: for which thread, and with how many rows in a product's tile. */
export interface Variant {
  readonly thread: 0 | 1;
  readonly rows: number;
}

const PLAIN: Variant = { thread: 0, rows: ROWS };

/** The bytes of the module for one precision, always the same; for a memory that threads share, if so. */
export function moduleBytes(
  v: Lanes,
  variant?: Variant,
  shared = false,
): Uint8Array<ArrayBuffer> {
  const constants = new Constants(CONSTANTS[v.size]), { thread, rows } = variant ?? PLAIN;
  const plan = { panel: PANELS[thread], rows, wider: variant !== undefined };
  return assemble(kernels(v, constants, plan), LEAST, [constants.data], shared);
}

/** The kernels of one precision in a memory. */
export function instance(
  v: Lanes,
  memory: WebAssembly.Memory,
  variant?: Variant,
): Record<string, Kernel> {
  const shared = !(memory.buffer instanceof ArrayBuffer);
  const module = new WebAssembly.Module(moduleBytes(v, variant, shared));
  return { ...new WebAssembly.Instance(module, { kernels: { memory } }).exports } as Record<
    string,
    Kernel
  >;
}

/**
 * A gibibyte, or less where that is not to be had. It is fixed, because a memory that grows leaves all
 * views of it empty; and costs nothing until it is written to.
 */
export function largestMemory(shared = false): WebAssembly.Memory {
  for (let bytes = 2 ** 30;; bytes /= 4) {
    try {
      return new WebAssembly.Memory({ initial: bytes / PAGE, maximum: bytes / PAGE, shared });
    } catch (error) {
      if (bytes <= 2 ** 24) throw error;
    }
  }
}

/** Makes the kernels; null where there is no WebAssembly with vectors. */
export function makeMachine(): Machine | null {
  try {
    const memory = largestMemory(), float64 = instance(float64Lanes, memory);
    let float32: Record<string, Kernel> | undefined;
    return {
      buffer: memory.buffer as ArrayBuffer,
      float64,
      get float32() { // made when first needed, because most lessons never do
        return float32 ??= instance(float32Lanes, memory);
      },
    };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    console.warn(
      `WebAssembly's vectors, or memory for them, are missing here; all goes on in plain TypeScript. (${why})`,
    );
    return null;
  }
}
