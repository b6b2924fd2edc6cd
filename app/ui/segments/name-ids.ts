import type { Catalogues } from '#app/domain/segments/complete/catalogues.ts';

/** A sentence about a rule with the names of products and Shopify segments in place of their ids, as far as they are known. */
export function nameIds(sentence: string, { products = [], shopifySegments = [] }: Catalogues): string {
  const known = [...products, ...shopifySegments];
  return sentence.replace(/"(gid:\/\/shopify\/\w+\/\d+)"/g, (quoted, id: string) => {
    const label = known.find(({ text }) => text === id)?.label;
    return label === undefined ? quoted : JSON.stringify(label);
  });
}
