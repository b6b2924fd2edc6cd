const SLICE_MS = 4;

/** Lets long work pause for the event loop: `breathe` waits a turn once the slice is used up, and costs nothing before. */
export function createSlices(sliceMs = SLICE_MS): { breathe(): Promise<void> | undefined } {
  let startedAt = performance.now();
  return {
    breathe() {
      if (performance.now() - startedAt < sliceMs) return undefined;
      return new Promise((resolve) => {
        setImmediate(() => {
          startedAt = performance.now();
          resolve();
        });
      });
    },
  };
}
