import { isFields, readAnswer } from './answer.ts';
import type { Answer } from './answer.ts';
import type { Reply } from './client.ts';
import type { Placement } from './contract.ts';
import { VERSION } from './contract.ts';
import type { Tracker } from './tracker.ts';

/** The answer to show; null where there is none, which is counted. A fallback is not: the server knows of it. */
export function readReply(
  reply: Reply,
  placement: Placement,
  tracker: Pick<Tracker, 'failed' | 'reached'>,
): Answer | null {
  if ('failure' in reply) {
    tracker.failed(reply.failure);
    return null;
  }
  const { body } = reply;
  const answer = readAnswer(body, placement);
  const fields = isFields(body) ? body : {};
  if (answer) tracker.reached(answer.trackToken);
  else if (fields.v === VERSION && fields.fallback === true) tracker.reached(String(fields.trackToken));
  else tracker.failed(fields.v === undefined || fields.v === VERSION ? 'garbage' : 'version');
  return answer;
}
