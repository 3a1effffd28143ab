import { assert, assertEquals } from "@std/assert";
import { erf, normalDensity, normalShare } from "../lib/erf.ts";

const near = (ours: number, exact: number, relative: number, what: string) =>
  assert(
    ours === exact || Math.abs(ours / exact - 1) <= relative,
    `${what} = ${ours}, not ${exact}`,
  );

// Values to 16 digits from mpmath at 50 digits.
const errors = [
  [1e-300, 1.1283791670955126e-300],
  [1e-05, 1.1283791670579e-5],
  [0.1, 0.1124629160182849],
  [0.3, 0.32862675945912742],
  [0.499, 0.51962065598946846],
  [0.5001, 0.52058775167688073],
  [0.7, 0.67780119383741844],
  [1.0, 0.84270079294971487],
  [1.6, 0.97634838334464402],
  [2.2, 0.99813715370201811],
  [3.1, 0.9999883513426328],
  [5.0, 0.99999999999846254],
];
const shares = [
  [-37.3, 8.2054948449307733e-305],
  [-30.0, 4.9067139271481871e-198],
  [-20.1, 3.6896808637213896e-90],
  [-14.2, 4.5806205518947896e-46],
  [-13.9, 3.1670682681307791e-44],
  [-7.77, 3.9243063161315743e-15],
  [-3.3, 0.00048342414238377751],
  [-1.0, 0.15865525393145705],
  [-0.3, 0.38208857781104737],
  [0.0, 0.5],
  [0.4, 0.65542174161032417],
  [2.5, 0.99379033467422386],
];
Deno.test("erf and the normal distribution, the tail to 1e-300", () => {
  for (const [x, exact] of errors) near(erf(x), exact, 4e-16, `erf(${x})`);
  for (const [x, exact] of errors) near(erf(-x), -exact, 4e-16, `erf(${-x})`);
  for (const [z, exact] of shares) near(normalShare(z), exact, 1e-15, `normalShare(${z})`);
  near(normalDensity(-37.25), 1.9748837798916329e-302, 1e-15, "normalDensity(-37.25)");
  assertEquals([erf(NaN), normalShare(NaN), normalDensity(NaN)], [NaN, NaN, NaN]);
  assertEquals([normalShare(-1e308), normalShare(1e308), erf(-1e308)], [0, 1, -1]);
});
