import { NO_CONSENT, readConsent, type Consent } from '#sandbox/checkout/host/switches.ts';

/** The cookie that the banner's answer is kept in; the server reads it too (visitor.ts). */
const COOKIE = 'sandbox_consent';
const LEVELS = ['preferences', 'analytics', 'marketing'] as const;

/** What the visitor allowed in the shop; null before they were asked. */
export function readGiven(): Consent | null {
  const kept = document.cookie.match(/(?:^|; )sandbox_consent=([^;]+)/)?.[1];
  return kept === undefined ? null : readConsent(decodeURIComponent(kept));
}

/** Has the banner keep what is chosen, the footer's button open it again, and tells `listener` of every choice. */
export function onConsent(listener: (given: Consent) => void): void {
  const form = document.querySelector<HTMLFormElement>('#consent');
  if (form === null) return;
  document.querySelector('#change-consent')?.addEventListener('click', () => {
    form.hidden = false;
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const button = event.submitter instanceof HTMLButtonElement ? event.submitter.value : 'chosen';
    const chosen = new FormData(form);
    const given = LEVELS.filter((level) => button === 'all' || (button === 'chosen' && chosen.has(level)));
    document.cookie = `${COOKIE}=${given.join(',') || 'none'}; path=/; samesite=lax; max-age=31536000`;
    form.hidden = true;
    listener(readGiven() ?? NO_CONSENT);
    document.dispatchEvent(new CustomEvent('visitorConsentCollected'));
  });
}
