/**
 * A still picture in pixels. GitHub shows no SVG that stands in a notebook's HTML, and shows a PNG.
 *
 * resvg, in WebAssembly, and a font of our own: the same bytes whatever fonts the machine has.
 */
import { smallPng } from "./png.ts";

const modules = new URL("../../node_modules/", import.meta.url);
const font = (name: string) => Deno.readFile(new URL(`dejavu-fonts-ttf/ttf/${name}.ttf`, modules));

/** Pixels of the file for one of the page, so that letters are clear on a fine screen. */
const zoom = 1.5;

/** A PNG file, and the size at which it is shown. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly png: Uint8Array;
}

let opened: Promise<(svg: string) => Picture> | undefined;

async function open(): Promise<(svg: string) => Picture> {
  const { initWasm, Resvg } = await import("@resvg/resvg-wasm");
  await initWasm(await Deno.readFile(new URL("@resvg/resvg-wasm/index_bg.wasm", modules)));
  const fontBuffers = await Promise.all(["DejaVuSans", "DejaVuSans-Bold"].map(font));
  const family = "DejaVu Sans";
  return (svg) => {
    const drawing = new Resvg(svg, {
      fitTo: { mode: "zoom", value: zoom },
      font: { fontBuffers, defaultFontFamily: family, sansSerifFamily: family },
    });
    const image = drawing.render();
    try {
      const { width, height } = image;
      const png = smallPng(width, height, image.pixels);
      return { width: Math.round(width / zoom), height: Math.round(height / zoom), png };
    } finally {
      image.free();
      drawing.free();
    }
  };
}

/** The SVG as a PNG: same SVG, same bytes. */
export async function rasterised(svg: string): Promise<Picture> {
  return (await (opened ??= open()))(svg);
}
