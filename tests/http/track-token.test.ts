import { describe, expect, it } from 'vitest';
import { createTrackTokens, TRACK_TOKEN_SECONDS } from '#app/http/track-token.ts';

const NOW = 1_790_000_000;
const ID = '019aa9c4-0000-7000-8000-000000000001';
const tokens = createTrackTokens(Buffer.alloc(32, 1));
const issued = tokens.issue('demo.myshopify.com', ID, NOW);

describe('createTrackTokens', () => {
  it('gives the decision back to the shop it was made for', () => {
    expect(tokens.verify(issued, 'demo.myshopify.com', NOW)).toBe(ID);
  });

  it('refuses another shop, another key and another decision', () => {
    expect(tokens.verify(issued, 'other.myshopify.com', NOW)).toBeNull();
    expect(createTrackTokens(Buffer.alloc(32, 2)).verify(issued, 'demo.myshopify.com', NOW)).toBeNull();
    expect(tokens.verify(issued.replace('0001', '0002'), 'demo.myshopify.com', NOW)).toBeNull();
  });

  it('holds to the last second and not one longer', () => {
    expect(tokens.verify(issued, 'demo.myshopify.com', NOW + TRACK_TOKEN_SECONDS)).toBe(ID);
    expect(tokens.verify(issued, 'demo.myshopify.com', NOW + TRACK_TOKEN_SECONDS + 1)).toBeNull();
  });

  it('refuses a later expiry than it was signed with', () => {
    const [id, expiry, signature] = issued.split('.');
    expect(tokens.verify(`${id}.${Number(expiry) + 9}.${signature}`, 'demo.myshopify.com', NOW)).toBeNull();
  });

  it('refuses texts of another shape', () => {
    for (const text of ['', '.', '..', 'a.b', `${issued}.x`])
      expect(tokens.verify(text, 'demo.myshopify.com', NOW)).toBeNull();
  });
});
