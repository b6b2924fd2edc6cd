import { toDate, toInstant } from '#app/domain/kernel/instant.ts';
import type { DecidedMemberships, StoredMemberships } from '#app/ports/membership-store.ts';

export interface MembershipRow {
  segment_ids: string[];
  next_change_at: Date | null;
  config_version: number;
}

/** The columns of MembershipRow. */
export const MEMBERSHIP_COLUMNS = 'segment_ids, next_change_at, config_version';

export function toMemberships(row: MembershipRow): StoredMemberships {
  return {
    segmentIds: row.segment_ids,
    nextChangeAt: row.next_change_at === null ? null : toInstant(row.next_change_at),
    configVersion: row.config_version,
  };
}

/** What SET_MEMBERSHIPS takes of a shopper, as JSON. */
export function membershipJson({
  segmentIds,
  nextSegmentIds,
  nextChangeAt,
  configVersion,
}: DecidedMemberships): object {
  return {
    segmentIds,
    nextSegmentIds,
    nextChangeAt: nextChangeAt === null ? null : toDate(nextChangeAt),
    configVersion,
  };
}

/** Columns of `row` for SET_MEMBERSHIPS, in jsonb_to_recordset. Lists travel as JSON: their lengths differ. */
export const MEMBERSHIP_RECORD =
  '"segmentIds" jsonb, "nextSegmentIds" jsonb, "nextChangeAt" timestamptz, "configVersion" int';

/** For UPDATE profile .. FROM jsonb_to_recordset(..) AS row. */
export const SET_MEMBERSHIPS = `
  segment_ids = ARRAY(SELECT jsonb_array_elements_text(row."segmentIds")),
  next_segment_ids = ARRAY(SELECT jsonb_array_elements_text(row."nextSegmentIds")),
  next_change_at = row."nextChangeAt", config_version = row."configVersion"`;
