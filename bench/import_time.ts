/** Prints how many milliseconds it takes to import what every lesson imports. */
const start = performance.now();
await import("../lib/mod.ts");
console.log(performance.now() - start);
