import { BadRequest } from '#sandbox/http/body.ts';
import type { CheckoutAttribute, CheckoutRequest } from '../checkout-shop.ts';

const OWN = ['customer', 'country', 'lines', 'properties'];

/**
 * Reads `?customer=<number or gid>&country=DE&lines=<variant>:<quantity>,...&attributes[<key>]=<value>&properties=<base64url of JSON>`;
 * properties are those of the first line.
 * @returns the request, and the rest of the query (the switches of the page), with its question mark.
 */
export function readCheckoutRequest(query: URLSearchParams): { request: CheckoutRequest; rest: string } {
  const rest = new URLSearchParams(query);
  for (const name of OWN) rest.delete(name);
  const attributes = readAttributes(query);
  for (const { key } of attributes) rest.delete(`attributes[${key}]`);
  const customer = query.get('customer');
  return {
    request: {
      customerId: customer === null || customer === '' ? null : customer,
      countryCode: readCountry(query.get('country')),
      lines: withProperties(readLines(query.get('lines')), query.get('properties')),
      attributes,
    },
    rest: rest.size > 0 ? `?${rest.toString()}` : '',
  };
}

function readAttributes(query: URLSearchParams): readonly CheckoutAttribute[] {
  return [...query].flatMap(([name, value]) => {
    const key = /^attributes\[(.+)\]$/.exec(name)?.[1];
    return key === undefined ? [] : { key, value };
  });
}

function readCountry(value: string | null): string | null {
  if (value === null || value === '') return null;
  if (!/^[A-Za-z]{2}$/.test(value)) throw new BadRequest(`Expected a two-letter country, found "${value}".`);
  return value.toUpperCase();
}

function readLines(value: string | null): CheckoutRequest['lines'] {
  if (value === null || value === '') return null;
  return value.split(',').map((part) => {
    const match = /^(.+?)(?::(\d{1,6}))?$/.exec(part.startsWith('gid:') ? part.slice(4) : part);
    const variant = match?.[1] ?? '';
    if (!/^(\/\/shopify\/ProductVariant\/)?\d+$/.test(variant)) {
      throw new BadRequest(`Expected lines as <variant>:<quantity>, found "${part}".`);
    }
    return { variantId: variant.replace(/^.*\//, ''), quantity: Number(match?.[2] ?? 1) };
  });
}

function withProperties(lines: CheckoutRequest['lines'], encoded: string | null): CheckoutRequest['lines'] {
  const [first, ...others] = lines ?? [];
  if (!first || encoded === null) return lines;
  return [{ ...first, attributes: readProperties(encoded) }, ...others];
}

function readProperties(encoded: string): readonly CheckoutAttribute[] {
  try {
    const properties: unknown = JSON.parse(Buffer.from(encoded, 'base64url').toString('utf8'));
    return Object.entries(Object(properties) as object).map(([key, value]) => ({
      key,
      value: String(value),
    }));
  } catch {
    throw new BadRequest(`Expected properties as Base64 URL-encoded JSON, found "${encoded}".`);
  }
}
