import type { ShopperId } from '#app/domain/kernel/ids.ts';
import { invariant } from '#app/domain/kernel/invariant.ts';
import { decodeProfile, encodeProfile } from '#app/domain/profiles/profile-bytes.ts';
import type { Estimates } from '#app/domain/profiles/estimates.ts';
import type { Profile } from '#app/domain/profiles/profile.ts';
import { tagKey } from '#app/domain/segments/evaluate/loyalty-tier.ts';

/** "{": the migration that brought bytes left what was JSON as the bytes of its text, until a row is next written. */
const JSON_START = 0x7b;

/** What a profile is read from. */
export interface ProfileRow {
  readonly shopper_id: ShopperId;
  readonly data: Uint8Array;
  readonly estimates: Estimates | null;
}

/** The columns of ProfileRow. */
export const PROFILE_COLUMNS = 'shopper_id, data, estimates';

/** A profile out of its row; `shopperId` where it stands for another one than the row's. */
export function readProfile({ shopper_id, data, estimates }: ProfileRow, shopperId = shopper_id): Profile {
  const profile = readData(data, shopperId);
  return estimates === null ? profile : { ...profile, estimates };
}

function readData(data: Uint8Array, shopperId: ShopperId): Profile {
  if (data[0] === JSON_START)
    return { ...(JSON.parse(new TextDecoder().decode(data)) as Profile), shopperId };
  const read = decodeProfile(data, shopperId);
  invariant(read.ok, `the data of a profile can be read: ${read.ok ? '' : read.failure}`);
  return read.value;
}

/** For statements that take many rows as JSON; SET_PROFILE and PROFILE_RECORD name its fields. Tags are there as written and, for tiers, without case. */
export function profileJson(profile: Profile): {
  readonly profile: string;
  readonly attributes: object;
  readonly estimates: Estimates | null;
} {
  return {
    profile: Buffer.from(encodeProfile(profile)).toString('base64'),
    attributes: { ...profile.attributes, tagKeys: profile.attributes.tags.map(tagKey) },
    estimates: profile.estimates ?? null,
  };
}

export const PROFILE_RECORD = 'profile text, attributes jsonb, estimates jsonb';
export const SET_PROFILE = `data = decode(row.profile, 'base64'), attributes = row.attributes,
  estimates = row.estimates`;
