let hasReported = false;

/** Hands the first fault of this worker to the host, as an uncaught error would be; later ones are consequences. */
export function reportOnce(error: unknown): void {
  if (hasReported) return;
  hasReported = true;
  if (typeof reportError === 'function') {
    reportError(error);
    return;
  }
  setTimeout(() => {
    throw error;
  });
}
