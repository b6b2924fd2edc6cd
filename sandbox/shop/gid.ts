/** Shopify's global id of a numbered resource, e.g. `gid://shopify/Order/5500000536365`. */
export function gid(type: string, id: number | string): string {
  return `gid://shopify/${type}/${id}`;
}

/** The number in a gid, or in a plain number as text; NaN when there is none. Query parameters after the id are ignored. */
export function numberOfGid(text: string): number {
  const match = /^(?:gid:\/\/shopify\/\w+\/)?(\d+)(?:\?.*)?$/.exec(text);
  return match ? Number(match[1]) : NaN;
}

/** The resource type of a gid, or null: `Order` for `gid://shopify/Order/1`. */
export function typeOfGid(text: string): string | null {
  return /^gid:\/\/shopify\/(\w+)\//.exec(text)?.[1] ?? null;
}
