/** A hook for `train` that only reads the clock, and what it read: how long each step took, in milliseconds. */
export function clock() {
  const milliseconds: number[] = [];
  let start = performance.now();
  const onStep = Object.assign(() => {
    const now = performance.now();
    milliseconds.push(now - start);
    start = now;
  }, { forgets: true as const });
  return { onStep, milliseconds };
}
