/**
 * Numbers on their way to the page, as Plotly reads them: `{ dtype, bdata, shape }`.
 *
 * `bdata` is the array's own bytes in base64, so that a float64 arrives bit for bit, NaN and the
 * infinities included (JSON has neither), in 11 characters a number where text needs up to 24.
 */

/** An array of numbers as bytes. `shape` is `"rows,columns"`, for matrices only. */
export interface PackedArray {
  readonly dtype: string;
  readonly bdata: string;
  readonly shape?: string;
}

type NumberArray = Exclude<ArrayBufferView, DataView> & ArrayLike<number>;

const dtypes = new Map<string, string>([
  ["Int8Array", "i1"],
  ["Uint8Array", "u1"],
  ["Uint8ClampedArray", "u1c"],
  ["Int16Array", "i2"],
  ["Uint16Array", "u2"],
  ["Int32Array", "i4"],
  ["Uint32Array", "u4"],
  ["Float32Array", "f4"],
  ["Float64Array", "f8"],
]);

/** A plain array shorter than this, and all finite, stays text: a diff of it can be read. */
const shortArray = 32;

function isTypedArray(value: unknown): value is NumberArray {
  return ArrayBuffer.isView(value) && !(value instanceof DataView);
}

function isNumbers(value: unknown): value is number[] | NumberArray {
  return isTypedArray(value) ||
    (Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === "number"));
}

function isRows(value: unknown): value is (number[] | NumberArray)[] {
  return Array.isArray(value) && value.length > 0 && value.every(isNumbers) &&
    value.every((row) => row.length === value[0].length) && value[0].length > 0;
}

/** Bytes in base64, in pieces that fit on the call stack. */
export function base64(bytes: Uint8Array): string {
  let binary = "";
  for (let at = 0; at < bytes.length; at += 0x8000) {
    binary += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  }
  return btoa(binary);
}

/** One array of numbers as bytes. @throws {TypeError} for an array of 64-bit integers. */
export function packArray(numbers: ArrayLike<number>): PackedArray {
  const typed = isTypedArray(numbers) ? numbers : Float64Array.from(numbers);
  const dtype = dtypes.get(typed.constructor.name);
  if (dtype === undefined) {
    throw new TypeError(
      `show: a ${typed.constructor.name} cannot be drawn; make it a Float64Array first.`,
    );
  }
  const bytes = new Uint8Array(typed.buffer, typed.byteOffset, typed.byteLength);
  return { dtype, bdata: base64(bytes) };
}

function packMatrix(rows: readonly ArrayLike<number>[]): PackedArray {
  const columns = rows[0].length;
  const all = new Float64Array(rows.length * columns);
  rows.forEach((row, index) => all.set(Array.from(row), index * columns));
  return { ...packArray(all), shape: `${rows.length},${columns}` };
}

/** A trace with its arrays of numbers packed, at any depth; everything else is kept. */
export function packTrace(value: unknown): unknown {
  if (isTypedArray(value)) return packArray(value);
  if (isNumbers(value)) {
    const plain = value.length < shortArray && Array.from(value).every(Number.isFinite);
    return plain ? value : packArray(value);
  }
  if (isRows(value)) return packMatrix(value);
  if (Array.isArray(value)) return value.map(packTrace);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, packTrace(item)]));
}

/** A layout as plain JSON: Plotly reads no packed arrays there (ranges, tick values). */
export function plainLayout(value: unknown): unknown {
  if (isTypedArray(value)) return Array.from(value);
  if (Array.isArray(value)) return value.map(plainLayout);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plainLayout(item)]));
}
