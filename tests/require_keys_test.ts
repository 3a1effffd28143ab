import { assertEquals, assertThrows } from "@std/assert";
import { requireKeys } from "../lib/require_keys.ts";

const known = { rate: 1, normalisation: 1, batchSize: 1, beta1: 1, beta2: 1, x: 1, y: 1 };
const complaint = (options: object, others?: string[]) =>
  assertThrows(() => requireKeys("act", options as typeof known, known, others), TypeError).message;

Deno.test("an option that there is none of is named, with the one that it is most like", () => {
  const meant = {
    normalization: "normalisation",
    bacthSize: "batchSize",
    batchsize: "batchSize",
    learningRate: "rate",
    betas: "beta1",
    beta3: "beta1",
    norm: "normalisation",
    X: "x",
  };
  for (const [key, name] of Object.entries(meant)) {
    const start = `act: there is no option ${key}; did you mean ${name}? Give only rate, `;
    assertEquals(complaint({ x: 1, [key]: 1 }).slice(0, start.length), start);
  }
});

Deno.test("where no option is like it, none is offered", () => {
  for (const key of ["lr", "xs", "momentum", "z", "0"]) {
    assertEquals(
      complaint({ [key]: undefined }),
      `act: there is no option ${key}. Give only ${Object.keys(known).join(", ")}.`,
    );
  }
});

Deno.test("known options pass, all, some or none, and so do others that are let in", () => {
  requireKeys("act", known, known);
  requireKeys("act", {} as typeof known, known);
  requireKeys("act", { rate: 0, depth: 3 } as unknown as typeof known, known, ["depth"]);
  complaint({ rate: 0, depth: 3 }, ["blocks"]);
  complaint({ toString: 1 });
});

Deno.test("what is no object is no options", () => {
  for (const value of [10, "rate", undefined, null]) {
    assertEquals(
      complaint(value as unknown as object).startsWith("act: the options are "),
      true,
    );
  }
});
