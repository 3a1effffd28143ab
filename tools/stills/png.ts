/** Pixels as PNG files. */
import { deflateSync } from "node:zlib";
import { base64 } from "../../lib/jupyter/pack.ts";

const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let code = byte;
  for (let bit = 0; bit < 8; bit++) code = code & 1 ? 0xedb88320 ^ (code >>> 1) : code >>> 1;
  return code;
});

function crc32(bytes: Uint8Array): number {
  let code = 0xffffffff;
  for (const byte of bytes) code = crcTable[(code ^ byte) & 255] ^ (code >>> 8);
  return ~code >>> 0;
}

/** One chunk of a PNG: length, type, body, check sum. */
function chunk(type: string, body: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(12 + body.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, body.length);
  bytes.set(new TextEncoder().encode(type), 4);
  bytes.set(body, 8);
  view.setUint32(8 + body.length, crc32(bytes.subarray(4, 8 + body.length)));
  return bytes;
}

/** A PNG of `rows`, each of which begins with the number of its filter. */
function file(
  { width, height, colourType, palette, rows }: {
    width: number;
    height: number;
    colourType: number;
    palette?: Uint8Array;
    rows: Uint8Array;
  },
): Uint8Array {
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  header.set([8, colourType, 0, 0, 0], 8); // eight bits
  const parts = [
    Uint8Array.of(137, 80, 78, 71, 13, 10, 26, 10),
    chunk("IHDR", header),
    ...(palette === undefined ? [] : [chunk("PLTE", palette)]),
    chunk("IDAT", new Uint8Array(deflateSync(rows, { level: 9 }))),
    chunk("IEND", new Uint8Array()),
  ];
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

/** Pixels (four bytes each: red, green, blue, opacity) as a PNG in a data address. */
export function pngAddress(width: number, height: number, pixels: Uint8ClampedArray): string {
  const rows = new Uint8Array(height * (1 + 4 * width));
  for (let y = 0; y < height; y++) {
    rows.set(pixels.subarray(4 * y * width, 4 * (y + 1) * width), y * (1 + 4 * width) + 1);
  }
  return `data:image/png;base64,${base64(file({ width, height, colourType: 6, rows }))}`;
}

/** The 256 most frequent colours; of equally frequent ones the darker. */
function frequent(colours: Uint32Array): number[] {
  const counts = new Map<number, number>();
  for (const colour of colours) counts.set(colour, (counts.get(colour) ?? 0) + 1);
  const sorted = [...counts].sort(([a, m], [b, n]) => n - m || a - b);
  return sorted.slice(0, 256).map(([colour]) => colour);
}

const channels = (colour: number) => [colour >> 16, (colour >> 8) & 255, colour & 255];

/** The place of the colour that is nearest. */
function nearest(palette: readonly number[][], colour: number): number {
  const [r, g, b] = channels(colour);
  let best = 0, least = Infinity;
  for (const [at, [red, green, blue]] of palette.entries()) {
    const distance = (r - red) ** 2 + (g - green) ** 2 + (b - blue) ** 2;
    if (distance < least) [best, least] = [at, distance];
  }
  return best;
}

/**
 * Opaque pixels (four bytes each) as a small PNG of at most 256 colours: a chart has few, and its edges
 * do not need them all.
 */
export function smallPng(width: number, height: number, pixels: ArrayLike<number>): Uint8Array {
  const colours = Uint32Array.from(
    { length: width * height },
    (_, i) => pixels[4 * i] << 16 | pixels[4 * i + 1] << 8 | pixels[4 * i + 2],
  );
  const kept = frequent(colours), palette = kept.map(channels);
  const places = new Map(kept.map((colour, at) => [colour, at]));
  const rows = new Uint8Array(height * (1 + width));
  for (let i = 0; i < colours.length; i++) {
    let place = places.get(colours[i]);
    if (place === undefined) places.set(colours[i], place = nearest(palette, colours[i]));
    rows[i + Math.floor(i / width) + 1] = place;
  }
  return file({ width, height, colourType: 3, palette: Uint8Array.from(palette.flat()), rows });
}
