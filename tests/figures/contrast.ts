/** How colours stand out: from the paper, and from one another for readers of every kind of sight. */

/** Red, green and blue of #rrggbb as light: from 0 to 1 each. */
function light(colour: string): number[] {
  return [1, 3, 5].map((at) => {
    const c = parseInt(colour.slice(at, at + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
}

const dot = (a: readonly number[], b: readonly number[]) =>
  a.reduce((sum, x, i) => sum + x * b[i], 0);

const luminanceOf = [0.2126, 0.7152, 0.0722];

/** WCAG's contrast of two #rrggbb colours: from 1 to 21. */
export function contrast(one: string, other: string): number {
  const luminance = (colour: string) => dot(luminanceOf, light(colour));
  const [dark, bright] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (bright + 0.05) / (dark + 0.05);
}

/** What is left of red, green and blue: all of it, or without one of the eye's three receptors. */
const sights = {
  all: [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
  // Machado, Oliveira and Fernandes (2009), at full severity
  "no long waves": [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  "no middle waves": [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  "no short waves": [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

/** Lightness and the two colour axes of CIELAB. */
function lab(light: readonly number[]): number[] {
  const curve = (t: number) => t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116;
  const x = curve(dot([0.4339, 0.3762, 0.1899], light)), y = curve(dot(luminanceOf, light));
  const z = curve(dot([0.0177, 0.1095, 0.8727], light));
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

/** The distance of two colours in CIELAB, for the reader for whom it is least: some 2 can be seen. */
export function leastDifference(one: string, other: string): number {
  return Math.min(
    ...Object.values(sights).map((sight) => {
      const seen = (colour: string) =>
        lab(sight.map((row) => Math.min(1, Math.max(0, dot(row, light(colour))))));
      const [a, b] = [seen(one), seen(other)];
      return Math.hypot(...a.map((x, i) => x - b[i]));
    }),
  );
}
