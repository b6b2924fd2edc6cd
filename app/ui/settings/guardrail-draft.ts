import { guardrailSettings } from '#app/contracts/guardrail-settings.ts';
import type { GuardrailSettings } from '#app/domain/campaigns/guardrails/settings.ts';

/** The settings as they are typed: numbers and lists as text, an empty number where none is set. */
export type GuardrailDraft = {
  readonly [Name in keyof GuardrailSettings]: GuardrailSettings[Name] extends boolean ? boolean : string;
};

export function toDraft(settings: GuardrailSettings): GuardrailDraft {
  return {
    ...settings,
    ownedDays: String(settings.ownedDays),
    priceCeilingPercent: textOf(settings.priceCeilingPercent),
    marginFloorPercent: textOf(settings.marginFloorPercent),
    mostUnits: textOf(settings.mostUnits),
    shownTimes: textOf(settings.shownTimes),
    shownDays: String(settings.shownDays),
    dismissedDays: String(settings.dismissedDays),
    ageWords: settings.ageWords.join(', '),
    hiddenTags: settings.hiddenTags.join(', '),
  };
}

/** What is sent: the server's schema judges it. */
export function fromDraft(draft: GuardrailDraft) {
  return {
    ...draft,
    ownedDays: numberOf(draft.ownedDays),
    priceCeilingPercent: maybeNumber(draft.priceCeilingPercent),
    marginFloorPercent: maybeNumber(draft.marginFloorPercent),
    mostUnits: maybeNumber(draft.mostUnits),
    shownTimes: maybeNumber(draft.shownTimes),
    shownDays: numberOf(draft.shownDays),
    dismissedDays: numberOf(draft.dismissedDays),
    ageWords: draft.ageWords.split(','),
    hiddenTags: draft.hiddenTags.split(','),
  };
}

/** What is wrong by field: found as one types, by the schema the server uses. */
export function problemsOf(draft: GuardrailDraft): Readonly<Partial<Record<keyof GuardrailDraft, string>>> {
  const parsed = guardrailSettings.safeParse(fromDraft(draft));
  if (parsed.success) return {};
  return Object.fromEntries(parsed.error.issues.map(({ path, message }) => [path[0], message]));
}

function textOf(value: number | null): string {
  return value === null ? '' : String(value);
}

/** An empty text is no number. */
function numberOf(text: string): number {
  return text.trim() === '' ? Number.NaN : Number(text);
}

function maybeNumber(text: string): number | null {
  return text.trim() === '' ? null : numberOf(text);
}
