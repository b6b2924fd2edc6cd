import { z } from 'zod';
import { ShopifyRejected } from '#app/ports/shopify-rejected.ts';
import type { WebPixels } from '#app/ports/web-pixels.ts';
import type { AdminApi } from './admin-client.ts';
import { CREATE_PIXEL, DELETE_PIXEL, PIXEL_QUERY, UPDATE_PIXEL } from './operations/pixel-operations.ts';
import { readAnswer } from './read-answer.ts';

const userErrors = z.array(z.object({ code: z.string().nullish(), message: z.string() }));
type UserErrors = z.infer<typeof userErrors>;
const webPixel = z.object({ id: z.string() }).nullable();
const putAnswer = z.object({ webPixel, userErrors });
const createAnswer = z.object({ webPixelCreate: putAnswer });
const updateAnswer = z.object({ webPixelUpdate: putAnswer });
const deleteAnswer = z.object({ webPixelDelete: z.object({ userErrors }) });
const pixelAnswer = z.object({ webPixel });

/** The web pixel of extensions/web-pixel: at most one in each shop, with the settings that its toml names. */
export function createWebPixels(apiOf: (domain: string) => AdminApi): WebPixels {
  return {
    async put(domain, key) {
      const api = apiOf(domain);
      const given = { settings: JSON.stringify({ key }) };
      const { webPixelCreate: made } = readAnswer(
        createAnswer,
        await api.query(CREATE_PIXEL, { webPixel: given }),
      );
      if (!has(made.userErrors, 'TAKEN')) return idOf(made);
      const known = readAnswer(pixelAnswer, await api.query(PIXEL_QUERY));
      const variables = { id: known.webPixel?.id, webPixel: given };
      return idOf(readAnswer(updateAnswer, await api.query(UPDATE_PIXEL, variables)).webPixelUpdate);
    },
    async remove(domain, pixelId) {
      const answer = readAnswer(deleteAnswer, await apiOf(domain).query(DELETE_PIXEL, { id: pixelId }));
      const { userErrors: errors } = answer.webPixelDelete;
      if (!has(errors, 'NOT_FOUND')) refuse('switch the web pixel off', errors);
    },
  };
}

const has = (errors: UserErrors, wanted: string): boolean => errors.some(({ code }) => code === wanted);

function idOf({ webPixel: pixel, userErrors: errors }: z.infer<typeof putAnswer>): string {
  refuse('switch the web pixel on', errors);
  if (pixel) return pixel.id;
  throw new ShopifyRejected('Shopify did not switch the web pixel on and gave no reason.', {
    retryable: true,
  });
}

function refuse(what: string, [error]: UserErrors): void {
  if (error) throw new ShopifyRejected(`Shopify refused to ${what}: ${error.message}`, { retryable: false });
}
