import type { EditorDraft } from './editor-draft.ts';

/** Where the server finds fault with what a field of the editor holds, where that is not named like the field. */
const PLACES: Readonly<Partial<Record<keyof EditorDraft, readonly string[]>>> = {
  title: ['content.title'],
  body: ['content.body'],
  headline: ['content.headline'],
  picked: ['productIds'],
  collection: ['source.title'],
  shownTimes: ['shown.times'],
  shownDays: ['shown.days'],
  from: ['schedule'],
  until: ['schedule'],
  audience: ['audience', 'excluded'],
  promisesDelivery: ['delivery'],
  amount: ['value.amount'],
  paymentHint: ['content.address'],
  budgetOrders: ['budget.orders'],
  budgetAmount: ['budget.amount'],
};

/** The fields that a change is about, as problem-paths.ts names them: of translations only the texts that differ. */
export function touchedFields(before: EditorDraft, part: Partial<EditorDraft>): readonly string[] {
  return (Object.keys(part) as (keyof EditorDraft)[]).flatMap((name) =>
    name === 'translations' ? touchedTexts(before, part.translations ?? {}) : (PLACES[name] ?? [name]),
  );
}

function touchedTexts(
  { translations: before }: EditorDraft,
  after: EditorDraft['translations'],
): readonly string[] {
  const tags = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...tags].flatMap((tag) =>
    (['headline', 'title', 'body'] as const)
      .filter((text) => before[tag]?.[text] !== after[tag]?.[text])
      .map((text) => `translations.${tag}.${text}`),
  );
}
