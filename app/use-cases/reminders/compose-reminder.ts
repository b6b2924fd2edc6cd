import { cartPermalink } from '#app/domain/kernel/cart-permalink.ts';
import type { LetterContent, LetterLine, LetterSuggestion } from '#app/domain/reminders/letter/content.ts';
import { letterLanguage, textsOf } from '#app/domain/reminders/letter/texts.ts';
import type { ReaderOfMail, ReminderReading, ReminderSource } from '#app/ports/reminder-reading.ts';
import type { DueReminder } from '#app/ports/reminder-outbox.ts';
import type { ServedShop } from '#app/ports/shop-snapshots.ts';
import { suggestForReminder, type SuggestDeps } from './suggest-for-reminder.ts';

export interface ComposeReminderDeps extends SuggestDeps {
  readonly source: Pick<ReminderSource, 'readForSale'>;
}

export interface ReminderToCompose {
  readonly served: ServedShop;
  readonly reminder: DueReminder;
  readonly shop: ReminderReading['shop'];
  readonly reader: ReaderOfMail;
  readonly unsubscribeUrl: (language: string) => string;
  readonly postalAddress: string;
}

/**
 * What a reminder says now: the lines that can still be bought, at the price of this moment, and suggestions that can be. Null where
 * nothing of the cart is left.
 */
export async function composeReminder(
  deps: ComposeReminderDeps,
  { served, reminder, shop, reader, unsubscribeUrl, postalAddress }: ReminderToCompose,
): Promise<LetterContent | null> {
  const { firstName, country } = reader;
  const suggested = await suggestForReminder(deps, served, reminder, country);
  const wanted = [...reminder.lines, ...suggested].map(({ variantId }) => variantId);
  const sold = await deps.source.readForSale(served.shop.domain, [...new Set(wanted)], country);
  const left = reminder.lines.filter(({ variantId }) => sold.has(variantId));
  if (left.length === 0) return null;
  const language = letterLanguage(reader.locale);
  const lines = left.flatMap(({ variantId, quantity }): LetterLine[] => {
    const item = sold.get(variantId);
    return item ? [{ ...item, quantity }] : [];
  });
  const suggestions = suggested.flatMap(({ variantId, reason }): LetterSuggestion[] => {
    const item = sold.get(variantId);
    return item ? [{ ...item, reason: textsOf(language).reason(reason) }] : [];
  });
  return {
    language,
    shopName: shop.name,
    shopUrl: shop.url,
    firstName,
    lines,
    suggestions,
    cartUrl: cartPermalink(shop.url, left),
    unsubscribeUrl: unsubscribeUrl(language),
    postalAddress,
  };
}
