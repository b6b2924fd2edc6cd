/** Why a cart that was left gets no reminder. */
export const CANCELLATIONS = {
  off: 'Reminders were switched off',
  'no-customer': 'Nobody is known to write to',
  'held-out': 'In the holdout: sees nothing of Attune',
  ended: 'Emptied, deleted or ordered before the reminder',
  'no-consent': 'No consent to marketing e-mail',
  'opted-out': 'Unsubscribed from reminders',
  'no-address': 'No e-mail address that Shopify calls valid',
  'sold-out': 'Nothing of the cart can be bought any more',
  'too-late': 'Could not be sent within two days',
  'reminded-lately': 'Another cart of the shopper was reminded of within a day',
  refused: 'The mail server, or Shopify Flow, refused it',
  unknown: 'Sending was interrupted: it may have arrived, so it is not sent again',
} as const satisfies Readonly<Record<string, string>>;

export type Cancellation = keyof typeof CANCELLATIONS;

/** Whether what is stored is one of them. */
export function isCancellation(text: string | null): text is Cancellation {
  return text !== null && Object.hasOwn(CANCELLATIONS, text);
}
