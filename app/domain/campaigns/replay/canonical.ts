/**
 * The one text of data that JSON can hold, whatever the order of its members: two values have the same text exactly when they hold the
 * same. Members that are undefined are as good as missing.
 */
export function canonicalText(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  return Array.isArray(value) ? listText(value) : membersText(value as Readonly<Record<string, unknown>>);
}

function listText(list: readonly unknown[]): string {
  let text = '';
  for (const item of list) text += `${text === '' ? '[' : ','}${canonicalText(item)}`;
  return text === '' ? '[]' : `${text}]`;
}

function membersText(members: Readonly<Record<string, unknown>>): string {
  let text = '';
  for (const name of Object.keys(members).sort()) {
    const value = members[name];
    if (value !== undefined)
      text += `${text === '' ? '{' : ','}${JSON.stringify(name)}:${canonicalText(value)}`;
  }
  return text === '' ? '{}' : `${text}}`;
}
