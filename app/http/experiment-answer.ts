import type { Result } from '#app/domain/kernel/result.ts';
import type { ExperimentRefusal } from '#app/use-cases/experiments/change-experiment.ts';
import { missing } from './admin-request.ts';

/** The answer to a change of an experiment: 200, or 409 and 422 with a sentence. Throws a 404 when there is none. */
export function answerExperiment(changed: Result<string, ExperimentRefusal>, toast: string): Response {
  if (changed.ok) return Response.json({ kind: 'saved', id: changed.value, toast });
  const { failure } = changed;
  switch (failure.kind) {
    case 'not-found':
      throw missing('experiment');
    case 'already-running':
      return refuse(409, 'An experiment runs on this campaign already. End it first.');
    case 'group-full':
      return refuse(422, fullSentence(failure.free), { 'group.share': fullSentence(failure.free) });
    case 'not-running':
      return refuse(409, 'This experiment has ended.');
    case 'shares-follow-results':
      return refuse(409, 'The shares of this experiment follow its results.');
    case 'invalid':
      return refuse(
        422,
        Object.values(failure.fields)[0] ?? 'Some fields need another look.',
        failure.fields,
      );
  }
}

/** Shares are whole hundredths of a percent, so two digits tell them. */
const fullSentence = (free: number): string =>
  free > 0
    ? `That is more than is left of the group: ${Math.round(free * 10_000) / 100} % of its traffic is free.`
    : 'All of the group’s traffic is taken. End one of its experiments first, or take another group.';

function refuse(status: number, sentence: string, fields: Readonly<Record<string, string>> = {}): Response {
  return Response.json({ kind: 'refused', sentence, fields }, { status });
}
