/** The promise's value; `fallback` when it rejects or takes longer than `timeoutMs`. Never rejects. */
export function settleWithin<Value, Fallback>(
  promise: Promise<Value>,
  timeoutMs: number,
  fallback: Fallback,
): Promise<Value | Fallback> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(fallback), timeoutMs);
    const finish = (value: Value | Fallback) => {
      clearTimeout(timer);
      resolve(value);
    };
    promise.then(finish, () => finish(fallback));
  });
}
