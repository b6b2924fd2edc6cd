import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { guardrailSettings } from '#app/contracts/guardrail-settings.ts';
import { DEFAULT_GUARDRAILS } from '#app/domain/campaigns/guardrails/settings.ts';
import { fromDraft, problemsOf, toDraft } from '#app/ui/settings/guardrail-draft.ts';
import { SEED } from '../domain/builders.ts';

const days = fc.integer({ min: 1, max: 365 });
const word = fc.constantFrom('beer', '18+', 'adults only');
const settings = fc.record({
  offersToBusiness: fc.boolean(),
  consent: fc.constantFrom('none' as const, 'preferences' as const, 'marketing' as const),
  ownedDays: days,
  offersReturned: fc.boolean(),
  priceCeilingPercent: fc.option(days),
  marginFloorPercent: fc.option(fc.integer({ min: 0, max: 99 })),
  offersUnknownCost: fc.boolean(),
  ageWords: fc.uniqueArray(word),
  hiddenTags: fc.uniqueArray(word),
  mixesShipping: fc.boolean(),
  mostUnits: fc.option(days),
  shownTimes: fc.option(fc.integer({ min: 1, max: 100 })),
  shownDays: days,
  dismissedDays: days,
});

describe('a draft of guardrails', () => {
  it('is what was saved, when nothing is typed', () => {
    fc.assert(
      fc.property(settings, (saved) => {
        expect(guardrailSettings.parse(fromDraft(toDraft(saved)))).toEqual(saved);
      }),
      { seed: SEED, numRuns: 200 },
    );
  });

  it('tells what is wrong by field', () => {
    const draft = {
      ...toDraft(DEFAULT_GUARDRAILS),
      ownedDays: '',
      shownDays: 'many',
      marginFloorPercent: '',
    };
    expect(problemsOf(draft)).toEqual({
      ownedDays: 'Expected a whole number from 0 to 3,650.',
      shownDays: 'Expected a whole number from 1 to 365.',
    });
  });
});
