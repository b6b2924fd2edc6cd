import {
  PROFILE_COLUMNS,
  profileJson,
  readProfile,
  type ProfileRow,
} from '#app/adapters/prisma/shoppers/profile-rows.ts';
import { encodeProfile } from '#app/domain/profiles/profile-bytes.ts';
import type { Profile } from '#app/domain/profiles/profile.ts';

/** The columns of a profile as insertRows takes them. */
export function profileColumns(profile: Profile) {
  return {
    shopper_id: profile.shopperId,
    data: `\\x${Buffer.from(encodeProfile(profile)).toString('hex')}`,
    attributes: profileJson(profile).attributes,
    estimates: profileJson(profile).estimates,
  };
}

/** Every stored profile by shopper, in the order of their ids. */
export async function storedProfiles(
  rows: <Row>(sql: string) => Promise<Row[]>,
): Promise<ReadonlyMap<string, Profile>> {
  const stored = await rows<ProfileRow>(`SELECT ${PROFILE_COLUMNS} FROM profile ORDER BY shopper_id`);
  return new Map(stored.map((row) => [row.shopper_id, readProfile(row)]));
}
