import { createHmac, timingSafeEqual } from 'node:crypto';

export type Claims = Readonly<Record<string, unknown>>;

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const signatureOf = (body: string, secret: string): Buffer =>
  createHmac('sha256', secret).update(body).digest();

/** A JSON Web Token signed by HS256, as Shopify's session tokens are. */
export function signJwt(claims: Claims, secret: string): string {
  const body = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(claims)}`;
  return `${body}.${signatureOf(body, secret).toString('base64url')}`;
}

function decode(part: string): Claims | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null ? { ...value } : null;
  } catch {
    return null;
  }
}

/** The claims of a token that is well formed, signed by HS256 with the secret and valid at `now` (10 s of tolerance), or null. */
export function verifyJwt(token: string, secret: string, now: number): Claims | null {
  const [header = '', payload = '', signature = '', ...rest] = token.split('.');
  if (rest.length > 0 || decode(header)?.['alg'] !== 'HS256') return null;
  const expected = signatureOf(`${header}.${payload}`, secret);
  const found = Buffer.from(signature, 'base64url');
  if (found.length !== expected.length || !timingSafeEqual(found, expected)) return null;
  const claims = decode(payload);
  const { exp, nbf } = claims ?? {};
  if (typeof exp !== 'number' || exp < now - 10) return null;
  if (typeof nbf === 'number' && nbf > now + 10) return null;
  return claims;
}
