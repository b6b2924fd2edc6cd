import { describe, expect, it } from 'vitest';
import { campaignDraft } from '#app/contracts/campaign-content.ts';
import { fieldProblems } from '#app/contracts/field-problems.ts';
import { emptyDraft, toDraft, UNFINISHED } from '#app/ui/campaigns/editor-draft.ts';

const problemsOf = (part: object): Readonly<Record<string, string>> => {
  const draft = { ...emptyDraft('savedDetails'), name: 'A', ...part };
  const parsed = campaignDraft.safeParse(
    toDraft('savedDetails', draft, { timezone: 'Europe/London', currency: 'GBP' }),
  );
  return parsed.success ? {} : fieldProblems(parsed.error);
};

describe('toDraft', () => {
  it('leaves a schedule open only where nothing is typed', () => {
    expect(problemsOf({})).toEqual({});
    expect(problemsOf({ from: '2026-11-27T09:00', until: '2026-11-28T09:00' })).toEqual({});
    const problem = 'Expected a day and a time, with a year of four digits.';
    expect(problemsOf({ from: UNFINISHED })).toEqual({ 'schedule.from': problem });
    expect(problemsOf({ until: '20266-11-27T09:00' })).toEqual({ 'schedule.until': problem });
  });

  it('has a sentence for a time before 1970', () => {
    expect(problemsOf({ from: '0202-11-27T09:00' })).toEqual({
      'schedule.from': 'Expected a year from 1970 on.',
    });
  });
});
