import { profileJson, readProfile } from '#app/adapters/prisma/shoppers/profile-rows.ts';
import type { ShopperId } from '#app/domain/kernel/ids.ts';
import { encodeProfile } from '#app/domain/profiles/profile-bytes.ts';
import type { Profile } from '#app/domain/profiles/profile.ts';

/** The columns of a profile as insertRows takes them. */
export function profileColumns(profile: Profile) {
  return {
    shopper_id: profile.shopperId,
    data: `\\x${Buffer.from(encodeProfile(profile)).toString('hex')}`,
    attributes: profileJson(profile).attributes,
  };
}

/** Every stored profile by shopper, in the order of their ids. */
export async function storedProfiles(
  rows: <Row>(sql: string) => Promise<Row[]>,
): Promise<ReadonlyMap<string, Profile>> {
  const stored = await rows<{ shopper_id: ShopperId; data: Buffer }>(
    'SELECT shopper_id, data FROM profile ORDER BY shopper_id',
  );
  return new Map(stored.map(({ shopper_id, data }) => [shopper_id, readProfile(data, shopper_id)]));
}
