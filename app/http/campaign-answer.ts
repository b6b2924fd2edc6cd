import type { Result } from '#app/domain/kernel/result.ts';
import type { StoreRefusal } from '#app/ports/segment-store.ts';
import type { StepRefusal } from '#app/use-cases/campaigns/change-campaign.ts';
import type { SaveCampaignFailure } from '#app/use-cases/campaigns/save-campaign.ts';
import { missing, staleSentence } from './admin-request.ts';

/** The answer to a change of a campaign: 200, or 409 and 422 with a sentence. Throws a 404 when there is no such campaign. */
export function answerStored(
  stored: Result<{ readonly id: string }, StoreRefusal | StepRefusal | SaveCampaignFailure>,
  toast: string,
) {
  if (stored.ok) return Response.json({ kind: 'saved', id: stored.value.id, toast });
  const { failure } = stored;
  switch (failure.kind) {
    case 'not-found':
      throw missing('campaign');
    case 'stale':
      return refuse(409, staleSentence('campaign'));
    case 'no-such-step':
      return refuse(409, stepSentence(failure));
    case 'name-taken':
      return refuse(422, 'Another campaign has this name.', { name: 'Another campaign has this name.' });
    case 'invalid':
      return refuse(422, 'Some fields need another look.', failure.fields);
  }
}

function stepSentence({ state, action, isOver }: StepRefusal): string {
  if (isOver) return `Its schedule is over: give it a later end before you ${action} it.`;
  if (state === 'ended') return 'An ended campaign stays ended. Duplicate it to run it again.';
  return `Nothing to ${action}: the campaign is ${state}.`;
}

function refuse(status: number, sentence: string, fields: Readonly<Record<string, string>> = {}): Response {
  return Response.json({ kind: 'refused', sentence, fields }, { status });
}
