import { z } from 'zod';
import { ShopifyRejected } from '#app/ports/shopify-rejected.ts';

export type GraphqlAnswer =
  | { readonly kind: 'data'; readonly data: unknown }
  | {
      readonly kind: 'failure';
      readonly failure: ShopifyRejected;
      /** How long Shopify asks to wait; null where it does not say. */
      readonly retryAfterMs: number | null;
    };

const cost = z.object({
  requestedQueryCost: z.number(),
  throttleStatus: z.object({ currentlyAvailable: z.number(), restoreRate: z.number().positive() }),
});

const envelope = z.object({
  data: z.unknown().optional(),
  errors: z
    .array(
      z.object({
        message: z.string(),
        extensions: z.object({ code: z.string().optional() }).nullish(),
      }),
    )
    .optional(),
  extensions: z.object({ cost: cost.optional().catch(undefined) }).nullish(),
});

/** Reads an Admin GraphQL answer: data, a throttle with its wait, or a refusal. */
export function readGraphqlAnswer(status: number, retryAfter: string | null, body: string): GraphqlAnswer {
  if (status !== 200) return refusal(status, retryAfter);
  const answer = envelope.safeParse(parse(body));
  if (!answer.success) {
    const failure = new ShopifyRejected('Expected a GraphQL answer from Shopify, found something else.', {
      retryable: true,
      status,
    });
    return { kind: 'failure', failure, retryAfterMs: null };
  }
  const { data, errors, extensions } = answer.data;
  if (!errors || errors.length === 0) return { kind: 'data', data };
  const isThrottled = errors.some((error) => error.extensions?.code === 'THROTTLED');
  const code = errors[0]?.extensions?.code;
  const failure = new ShopifyRejected(`Shopify refused the query: ${reasonOf(code)}.`, {
    retryable: isThrottled || errors.some((error) => error.extensions?.code === 'INTERNAL_SERVER_ERROR'),
    status,
    code,
  });
  return { kind: 'failure', failure, retryAfterMs: isThrottled ? restoreMs(extensions?.cost) : null };
}

/** By its code, "ACCESS_DENIED" as "Access denied": the message beside it may quote what was asked, and with it a person. */
function reasonOf(code: string | undefined): string {
  if (code === undefined || !/^\w{1,60}$/.test(code)) return 'no reason is known';
  const words = code.replaceAll('_', ' ');
  return words.charAt(0) + (code === code.toUpperCase() ? words.slice(1).toLowerCase() : words.slice(1));
}

/** Until the bucket holds what the query costs; null where it does already: then something else is short, and nothing says for how long. */
function restoreMs(reported: z.infer<typeof cost> | undefined): number | null {
  if (!reported) return null;
  const { currentlyAvailable, restoreRate } = reported.throttleStatus;
  const missing = Math.max(0, reported.requestedQueryCost - currentlyAvailable);
  return missing === 0 ? null : Math.ceil((missing / restoreRate) * 1000);
}

function refusal(status: number, retryAfter: string | null): GraphqlAnswer {
  const retryable = status === 429 || status >= 500;
  const seconds = Number(retryAfter);
  const failure = new ShopifyRejected(`Shopify answered with status ${status}.`, { retryable, status });
  return { kind: 'failure', failure, retryAfterMs: retryAfter && seconds >= 0 ? seconds * 1000 : null };
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
