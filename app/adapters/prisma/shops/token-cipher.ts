import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';

const VERSION = 'v1';
const IV_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;

/** A sealed text cannot be opened. The message never holds the text, the key or the context. */
export class CipherFailure extends Error {
  override readonly name = 'CipherFailure';
}

/** Seals texts for storage and opens them again. */
export interface CipherBox {
  /** A text like "v1.5f1d0c3a.…". `context` says what it belongs to, e.g. a row's id: it opens under no other. */
  seal(text: string, context: string): string;
  /** Throws CipherFailure when the text was sealed with another key, for another context, or was changed. */
  open(sealed: string, context: string): string;
}

/**
 * AES-256-GCM under `key` (32 bytes), a fresh 96-bit nonce for each text: version, key id, base64url of nonce, tag and
 * ciphertext. The key id (four bytes of an HMAC) only tells which key sealed it.
 */
export function createCipherBox(key: Uint8Array): CipherBox {
  if (key.byteLength !== KEY_BYTES) {
    throw new CipherFailure(`Expected an encryption key of ${KEY_BYTES} bytes, found ${key.byteLength}.`);
  }
  const keyId = createHmac('sha256', key).update('attune key id').digest('hex').slice(0, 8);
  return {
    seal: (text, context) => `${VERSION}.${keyId}.${encrypt(key, text, context).toString('base64url')}`,
    open: (sealed, context) => decrypt(key, readSealed(sealed, keyId), context),
  };
}

function encrypt(key: Uint8Array, text: string, context: string): Buffer {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_BYTES });
  cipher.setAAD(authenticated(context));
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), body]);
}

function decrypt(key: Uint8Array, sealed: Buffer, context: string): string {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, IV_BYTES), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAAD(authenticated(context));
  decipher.setAuthTag(sealed.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
  try {
    const body = sealed.subarray(IV_BYTES + TAG_BYTES);
    return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8');
  } catch (cause) {
    throw new CipherFailure('The stored text was changed, or belongs to another record.', { cause });
  }
}

function readSealed(sealed: string, keyId: string): Buffer {
  const [version, sealedBy, body = '', ...rest] = sealed.split('.');
  const bytes = Buffer.from(body, 'base64url');
  if (version !== VERSION || rest.length > 0 || bytes.length < IV_BYTES + TAG_BYTES) {
    throw new CipherFailure(
      `Expected a stored text sealed as "${VERSION}.<key>.<bytes>", found something else.`,
    );
  }
  if (sealedBy !== keyId) {
    throw new CipherFailure(
      `Expected a text sealed with encryption key ${keyId}, found one sealed with another. Was ENCRYPTION_KEY changed?`,
    );
  }
  return bytes;
}

function authenticated(context: string): Buffer {
  return Buffer.from(`${VERSION}.${context}`, 'utf8');
}
