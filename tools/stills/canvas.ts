/** A canvas that knows only filled rectangles and pixels, which is all that heat maps need. */
import { pngAddress } from "./png.ts";

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
