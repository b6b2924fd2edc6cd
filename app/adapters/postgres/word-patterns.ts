/** For `ILIKE ALL`: a text fits when it holds every word of `text`, in any order; no word fits all. */
export function wordPatterns(text: string): string[] {
  return text
    .trim()
    .split(/\s+/)
    .map((word) => `%${word.replace(/[\\%_]/g, '\\$&')}%`);
}
