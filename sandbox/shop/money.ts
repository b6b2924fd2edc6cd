/** Minor units as decimal text with two places: 295 is "2.95". All currencies of the sandbox have two. */
export function decimal(minor: number): string {
  const sign = minor < 0 ? '-' : '';
  const digits = String(Math.abs(minor)).padStart(3, '0');
  return `${sign}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** Decimal text as minor units; refuses what is no amount with at most two places. */
export function minorOf(text: string): number {
  if (!/^-?\d{1,13}(\.\d{1,2})?$/.test(text))
    throw new Error(`Expected an amount like "2.95", found "${text}".`);
  return Math.round(Number(text) * 100);
}
