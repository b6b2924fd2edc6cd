/** A text of at most so many characters, cut with an ellipsis, never after a comma or a space. */
export function shorten(text: string, most: number): string {
  const characters = [...text];
  return characters.length <= most
    ? text
    : `${characters
        .slice(0, most - 1)
        .join('')
        .replace(/[\s,;:]+$/, '')}…`;
}
