import type { Letter } from '../reminders/letter/content.ts';
import { escapeHtml } from '../reminders/letter/escape-html.ts';

/** A campaign that Attune paused by itself, and why. */
export interface PausedForHarm {
  readonly name: string;
  readonly sentence: string;
}

/** What the shop is told when campaigns were paused: which, why, and what to do. At least one campaign. */
export function writeHarmLetter(shopName: string, paused: readonly PausedForHarm[]): Letter {
  const names = new Intl.ListFormat('en').format(paused.map(({ name }) => `“${name}”`));
  const subject = `${shopName}: Attune paused ${paused.length === 1 ? names : `${paused.length} campaigns`}`;
  const intro = `Attune paused ${names}, because ${paused.length === 1 ? 'it does' : 'they do'} harm:`;
  const reasons = paused.map(({ name, sentence }) => ({ name, sentence }));
  const next =
    'Nothing of it shows in checkout any more. Open Campaigns in Attune to see the figures, to change it, or to resume it as it is: you are not overruled.';
  return {
    subject,
    text: `${[intro, ...reasons.map(({ name, sentence }) => `${name}\n${sentence}`), next].join('\n\n')}\n`,
    html: `<!doctype html><html lang="en"><body><p>${escapeHtml(intro)}</p><ul>${reasons
      .map(({ name, sentence }) => `<li><strong>${escapeHtml(name)}</strong><br>${escapeHtml(sentence)}</li>`)
      .join('')}</ul><p>${next}</p></body></html>`,
  };
}
