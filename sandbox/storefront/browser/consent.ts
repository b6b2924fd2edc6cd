/** The cookie that the banner's answer is kept in; the server reads it too (visitor.ts). */
const COOKIE = 'sandbox_consent';
const LEVELS = ['preferences', 'analytics', 'marketing'] as const;

/** Has the banner keep what is chosen, the footer's button open it again, and tells `listener` of every choice. */
export function onConsent(listener: (given: readonly string[]) => void = () => undefined): void {
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
    listener(given);
    document.dispatchEvent(new CustomEvent('visitorConsentCollected'));
  });
}
