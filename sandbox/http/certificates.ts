import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { X509Certificate } from 'node:crypto';
import { generate } from 'selfsigned';

export interface Certificates {
  readonly caPath: string;
  readonly key: string;
  readonly cert: string;
}

const NAMES = ['*.myshopify.com', 'admin.shopify.com', 'cdn.shopify.com', 'localhost'];
const YEAR_MS = 365 * 86_400_000;

async function createPair(dir: string): Promise<void> {
  const days = {
    notBeforeDate: new Date(Date.now() - 86_400_000),
    notAfterDate: new Date(Date.now() + YEAR_MS),
  };
  const ca = await generate([{ name: 'commonName', value: 'Attune sandbox CA' }], {
    ...days,
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
  const leaf = await generate([{ name: 'commonName', value: '*.myshopify.com' }], {
    ...days,
    keyType: 'ec',
    algorithm: 'sha256',
    ca: { key: ca.private, cert: ca.cert },
    extensions: [
      { name: 'basicConstraints', cA: false },
      { name: 'extKeyUsage', serverAuth: true },
      { name: 'subjectAltName', altNames: NAMES.map((value) => ({ type: 2 as const, value })) },
    ],
  });
  writeFileSync(join(dir, 'ca.pem'), ca.cert);
  writeFileSync(join(dir, 'tls.pem'), leaf.cert);
  writeFileSync(join(dir, 'tls.key'), leaf.private, { mode: 0o600 });
}

/** True while the pair in the folder can be used for a month more. */
function isUsable(dir: string): boolean {
  if (!['ca.pem', 'tls.pem', 'tls.key'].every((name) => existsSync(join(dir, name)))) return false;
  const { validTo } = new X509Certificate(readFileSync(join(dir, 'tls.pem')));
  return Date.parse(validTo) > Date.now() + 30 * 86_400_000;
}

/** An own CA and a certificate for Shopify's host names, kept in the folder. The CA's key is thrown away at once. */
export async function loadCertificates(dir: string): Promise<Certificates> {
  mkdirSync(dir, { recursive: true });
  if (!isUsable(dir)) await createPair(dir);
  return {
    caPath: join(dir, 'ca.pem'),
    cert: readFileSync(join(dir, 'tls.pem'), 'utf8'),
    key: readFileSync(join(dir, 'tls.key'), 'utf8'),
  };
}
