/**
 * The yardstick: node:http, the request's body read, the session token's HMAC, expiry and audience checked by node:crypto, a
 * constant answer of 60 bytes. No database, no rules. What Attune costs is told as a multiple of this.
 */
import { createHmac, createSecretKey, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';

const secret = createSecretKey(Buffer.from(process.env['SHOPIFY_API_SECRET'] ?? ''));
const audience = process.env['SHOPIFY_API_KEY'] ?? '';
const ANSWER = JSON.stringify({ answer: 'x'.repeat(45) });

function isValid(token: string): boolean {
  const [head, payload, signature] = token.split('.');
  if (!head || !payload || !signature) return false;
  const expected = createHmac('sha256', secret).update(`${head}.${payload}`).digest();
  const given = Buffer.from(signature, 'base64url');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return false;
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
  return claims.exp > Date.now() / 1000 && claims.aud === audience;
}

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const token = request.headers.authorization?.slice('Bearer '.length) ?? '';
    const status = isValid(token) && Buffer.concat(chunks).length > 0 ? 200 : 401;
    response.writeHead(status, { 'Content-Type': 'application/json', 'Content-Length': ANSWER.length });
    response.end(ANSWER);
  });
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  console.log(
    JSON.stringify({ url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}` }),
  );
});
