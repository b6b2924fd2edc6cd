import type { z } from 'zod';
import { parseWebhookJson } from '#app/contracts/webhooks/json.ts';
import { fail, ok, type Result } from '#app/domain/kernel/result.ts';
import type { DeliveryParser } from '#app/ports/delivery-parser.ts';
import type { QuarantineReason } from '#app/ports/inbox.ts';
import { OWN_TOPICS } from './own-topics.ts';
import { PIXEL_TOPICS } from './pixel-topics.ts';
import type { Topic } from './topic.ts';
import { TOPICS } from './topics.ts';

const KNOWN: Readonly<Record<string, Topic>> = { ...TOPICS, ...PIXEL_TOPICS, ...OWN_TOPICS };

/** Reads a webhook delivery, or an event of the web pixel: topic, JSON, schema, meaning. Messages name fields and types, never values. */
export const parseDelivery: DeliveryParser = (delivery) => {
  const topic = Object.hasOwn(KNOWN, delivery.topic) ? KNOWN[delivery.topic] : undefined;
  if (!topic)
    return fail({
      code: 'unknown-topic',
      message: `Expected a topic Attune subscribes to, found "${delivery.topic}".`,
    });
  const json = parseBody(delivery.body);
  if (!json.ok) return json;
  const payload = topic.schema.safeParse(json.value);
  return payload.success ? ok(topic.read(payload.data, delivery)) : fail(describeProblem(payload.error));
};

function parseBody(body: string): Result<unknown, QuarantineReason> {
  try {
    return ok(parseWebhookJson(body));
  } catch (error) {
    // The parser's message quotes the text around the mistake, which may be personal data: only the place is kept.
    const place = error instanceof Error ? /position \d+/.exec(error.message)?.[0] : undefined;
    return fail({
      code: 'malformed-json',
      message: `Expected JSON, found text that is none${place ? ` at ${place}` : ''}.`,
    });
  }
}

function describeProblem(error: z.ZodError): QuarantineReason {
  const [issue] = error.issues;
  const others = error.issues.length > 1 ? ` (and ${error.issues.length - 1} more)` : '';
  return {
    code: 'unexpected-payload',
    message: `${issue?.message ?? 'The payload cannot be read'}${others}.`,
    path: issue?.path.join('.') ?? '',
  };
}
