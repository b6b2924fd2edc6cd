/** Shopify's search syntax as far as lists of the sandbox need it: terms joined by spaces or AND, `field:value`, `field:>=value`. */

export type SearchValue = string | number | readonly string[];

interface Term {
  readonly field: string;
  readonly operator: ':' | '>' | '>=' | '<' | '<=';
  readonly value: string;
}

function parseTerms(query: string): Term[] {
  const pattern = /(\w+):(>=|<=|>|<)?(?:'([^']*)'|"([^"]*)"|(\S+))/g;
  return [...query.matchAll(pattern)].map(([, field = '', operator, single, double, bare]) => ({
    field,
    operator: operator === '>' || operator === '>=' || operator === '<' || operator === '<=' ? operator : ':',
    value: single ?? double ?? bare ?? '',
  }));
}

function compare(found: SearchValue, { operator, value }: Term): boolean {
  if (typeof found === 'object') return found.some((one) => one.toLowerCase() === value.toLowerCase());
  const isTime = typeof found === 'number' && /^\d{4}-\d{2}-\d{2}/.test(value);
  const wanted =
    typeof found === 'number' ? (isTime ? Date.parse(value) / 1000 : Number(value)) : value.toLowerCase();
  const actual = typeof found === 'number' ? found : found.toLowerCase();
  if (operator === ':') return actual === wanted;
  if (operator === '>') return actual > wanted;
  if (operator === '>=') return actual >= wanted;
  if (operator === '<') return actual < wanted;
  return actual <= wanted;
}

export type SearchFields<Node> = Readonly<Record<string, (node: Node) => SearchValue>>;

/** The nodes that fit every term. Refuses a field it does not know: silence would look like an answer. */
export function searchNodes<Node>(
  nodes: readonly Node[],
  query: unknown,
  fields: SearchFields<Node>,
): readonly Node[] {
  if (typeof query !== 'string' || query.trim() === '') return nodes;
  const terms = parseTerms(query);
  const unknown = terms.find((term) => !(term.field in fields));
  if (unknown || terms.length === 0) {
    const known = Object.keys(fields).join(', ');
    throw new Error(`Expected search terms over ${known}; found "${query}". The sandbox knows no others.`);
  }
  return nodes.filter((node) =>
    terms.every((term) => {
      const read = fields[term.field];
      return read !== undefined && compare(read(node), term);
    }),
  );
}

/** A copy sorted by the accessor of the sort key; unsorted when the key has none. */
export function sortNodes<Node>(
  nodes: readonly Node[],
  sortKey: unknown,
  keys: Readonly<Record<string, (node: Node) => number | string>>,
): readonly Node[] {
  const read = keys[String(sortKey)];
  if (!read) return nodes;
  return [...nodes].sort((a, b) => {
    const left = read(a);
    const right = read(b);
    return left < right ? -1 : left > right ? 1 : 0;
  });
}
