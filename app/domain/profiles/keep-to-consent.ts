import { attributesOf, withdrawAnswers, type AttributeLog } from './attribute-log.ts';
import { CONSENT_LEVELS, hasAgreed } from './consent.ts';
import type { Profile } from './profile.ts';

/** A shopper with what connections told only as far as they agree to it now: whatever changed, news or consent. */
export function keepToConsent(
  profile: Profile,
  log: AttributeLog,
): { readonly profile: Profile; readonly log: AttributeLog } {
  const told = { ...profile, ...attributesOf(log) };
  if (log.connected === undefined) return { profile: told, log };
  const refused = CONSENT_LEVELS.filter((level) => !hasAgreed(told, level));
  const kept = withdrawAnswers(log, refused);
  return { profile: { ...told, ...attributesOf(kept) }, log: kept };
}
