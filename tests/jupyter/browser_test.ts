import { assert, assertEquals } from "@std/assert";
import { unwrapped } from "lib/jupyter/browser.ts";

const source = await Deno.readTextFile(
  new URL(
    "../../node_modules/plotly.js-cartesian-dist-min/plotly-cartesian.min.js",
    import.meta.url,
  ),
);

Deno.test("Plotly is unwrapped to one function's body, with its licences", () => {
  const body = unwrapped(source);
  new Function(body); // it can be read
  assert(body.startsWith("/**\n* plotly.js"));
  assert(/\n"use strict";var \w+=Object\.create/.test(body) && /return \w+\(\);$/.test(body));
  for (const licence of source.match(/@license.*|Copyright.*|Licensed under.*/g)!) {
    assert(body.includes(licence), licence);
  }
  assert(body.length > source.length - 1000);
});

Deno.test("a Plotly that is written in another way is left as it is", () => {
  const other = "/** a licence */(function(){window.Plotly={}})();";
  assertEquals(unwrapped(other), other);
});
