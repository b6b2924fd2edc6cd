/** `storage` of the extension API: JSON, one area per extension and checkout, so it is empty again in the next checkout. */
export function createStorage(checkoutToken: string, handle: string) {
  const nameOf = (key: string) => `sandbox:${checkoutToken}:${handle}:${key}`;
  return {
    read(key: string): unknown {
      const text = localStorage.getItem(nameOf(key));
      return text === null ? null : JSON.parse(text);
    },
    write(key: string, data: unknown): void {
      localStorage.setItem(nameOf(key), JSON.stringify(data));
    },
    delete(key: string): void {
      localStorage.removeItem(nameOf(key));
    },
  };
}
