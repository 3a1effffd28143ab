/** A canvas that knows only filled rectangles and pixels, which is all that heat maps need. */
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

/** Pixels (four bytes each: red, green, blue, opacity) as a PNG in a data address. */
export function pngAddress(width: number, height: number, pixels: Uint8ClampedArray): string {
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  header.set([8, 6, 0, 0, 0], 8); // eight bits a channel, with opacity
  const rows = new Uint8Array(height * (1 + 4 * width)); // each row begins with filter 0
  for (let y = 0; y < height; y++) {
    rows.set(pixels.subarray(4 * y * width, 4 * (y + 1) * width), y * (1 + 4 * width) + 1);
  }
  const parts = [
    Uint8Array.of(137, 80, 78, 71, 13, 10, 26, 10),
    chunk("IHDR", header),
    chunk("IDAT", new Uint8Array(deflateSync(rows))),
    chunk("IEND", new Uint8Array()),
  ];
  return `data:image/png;base64,${base64(Uint8Array.from(parts.flatMap((part) => [...part])))}`;
}

/** What of a canvas element is used here. */
export interface CanvasElement {
  width: number;
  height: number;
}

/** The 2D context of one canvas. */
export class Context {
  fillStyle = "#000000";
  readonly canvas: CanvasElement;
  #pixels = new Uint8ClampedArray();
  #size = "";

  constructor(canvas: CanvasElement) {
    this.canvas = canvas;
  }

  #ready(): Uint8ClampedArray {
    const { width, height } = this.canvas;
    if (this.#size !== `${width}×${height}`) {
      this.#size = `${width}×${height}`;
      this.#pixels = new Uint8ClampedArray(4 * width * height);
    }
    return this.#pixels;
  }

  fillRect(x: number, y: number, width: number, height: number): void {
    const pixels = this.#ready();
    const [red, green, blue, opacity = 1] = this.fillStyle.match(/[\d.]+/g)!.map(Number);
    const right = Math.min(this.canvas.width, x + width);
    const bottom = Math.min(this.canvas.height, y + height);
    for (let row = Math.max(0, Math.round(y)); row < bottom; row++) {
      for (let column = Math.max(0, Math.round(x)); column < right; column++) {
        const at = 4 * (row * this.canvas.width + column);
        pixels.set([red, green, blue, 255 * opacity], at);
      }
    }
  }

  createImageData(width: number, height: number) {
    return { width, height, data: new Uint8ClampedArray(4 * width * height) };
  }

  putImageData(image: { data: Uint8ClampedArray }): void {
    this.#ready().set(image.data);
  }

  toDataURL(): string {
    return pngAddress(this.canvas.width, this.canvas.height, this.#ready());
  }
}
