import { describe, expect, it } from 'vitest';
import { emptyDraft, type EditorDraft } from '#app/ui/campaigns/editor-draft.ts';
import { touchedFields } from '#app/ui/campaigns/touched-fields.ts';
import { withoutTouched } from '#app/ui/problem-paths.ts';

const DRAFT: EditorDraft = {
  ...emptyDraft('incentive'),
  translations: { de: { headline: '', title: '', body: '' }, ja: { headline: '', title: '', body: '' } },
};

/** The paths of the problems that stay when a field is changed. */
const left = (paths: readonly string[], part: Partial<EditorDraft>): readonly string[] =>
  Object.keys(
    withoutTouched(Object.fromEntries(paths.map((path) => [path, ''])), touchedFields(DRAFT, part)),
  );

describe('touchedFields', () => {
  it('takes the problem of each field of an incentive away when it is changed, and no other', () => {
    const paths = [
      'content.budget.orders',
      'content.budget.amount',
      'content.minimum',
      'content.value.amount',
    ];
    expect(left(paths, { budgetOrders: '5' })).not.toContain('content.budget.orders');
    expect(left(paths, { budgetAmount: '50' })).toEqual(
      paths.filter((path) => path !== 'content.budget.amount'),
    );
    expect(left(paths, { amount: '5' })).toEqual(paths.filter((path) => path !== 'content.value.amount'));
    expect(left(['content.minimum.amountMinor'], { minimum: '5' })).toEqual([]);
  });

  it('tells the texts of one language from those of another', () => {
    const paths = ['content.title', 'content.translations.de.title', 'content.translations.ja.title'];
    expect(left(paths, { title: 'Hi' })).toEqual(paths.slice(1));
    const de = { headline: '', title: 'Hallo', body: '' };
    expect(left(paths, { translations: { ...DRAFT.translations, de } })).toEqual([paths[0], paths[2]]);
    const { de: _removed, ...others } = DRAFT.translations;
    expect(left(paths, { translations: others })).toEqual([paths[0], paths[2]]);
  });

  it('takes the order of a schedule’s ends as a matter of both', () => {
    expect(left(['schedule.until'], { from: '2026-11-27T09:00' })).toEqual([]);
  });

  it('takes what a field holds along with it', () => {
    expect(left(['content.source.productIds'], { picked: [] })).toEqual([]);
    expect(left(['content.source.title', 'content.title'], { collection: 'Sale' })).toEqual([
      'content.title',
    ]);
  });
});
