/**
 * Writes each part while the next one is read: one write is under way at a time, in the order of the parts. Rejects with the
 * first failure of either side, when no write is under way any more.
 */
export async function writeBehind<Part>(
  parts: AsyncIterable<Part>,
  write: (part: Part) => Promise<void>,
): Promise<void> {
  let writing: Promise<void> = Promise.resolve();
  try {
    for await (const part of parts) {
      await writing;
      writing = write(part);
      // Awaited above or below; until then a failure must not count as unhandled.
      writing.catch(() => {});
    }
  } finally {
    await writing;
  }
}
