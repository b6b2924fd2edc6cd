import type pg from 'pg';
import { slotRanges, storedAllocations, storedArms } from '#app/contracts/experiment-draft.ts';
import type { CampaignExperiment } from '#app/domain/campaigns/arms.ts';
import { groupAllocation } from '#app/domain/experiments/assignment/group.ts';
import type { DecidingMetric } from '#app/domain/experiments/checkouts/columns.ts';
import { toInstant } from '#app/domain/kernel/instant.ts';
import type { ShopId } from '#app/domain/kernel/ids.ts';
import type { Traffic } from '#app/domain/experiments/assignment/periods.ts';
import type { StoredExperiment } from '#app/ports/experiment-store.ts';
import type { Log } from '#app/ports/log.ts';

export interface ExperimentRow {
  id: string;
  campaign_id: string;
  campaign_name: string;
  arms: unknown;
  allocations: unknown;
  group_name: string | null;
  group_ranges: unknown;
  traffic: Traffic;
  metric: DecidingMetric;
  segment_ids: readonly string[];
  segments_asked: readonly string[];
  started_at: Date;
  ended_at: Date | null;
}

export const EXPERIMENTS = `
  SELECT experiment.id, campaign_id, campaign.name AS campaign_name, arms, allocations, group_name, group_ranges,
         traffic, metric, segment_ids, segments_asked, started_at, ended_at
    FROM experiment JOIN campaign ON campaign.shop_id = $1 AND campaign.id = campaign_id
   WHERE experiment.shop_id = $1`;

export function toExperiment(row: ExperimentRow): StoredExperiment {
  return {
    id: row.id,
    campaignId: row.campaign_id,
    campaignName: row.campaign_name,
    arms: storedArms.parse(row.arms),
    allocations: storedAllocations.parse(row.allocations),
    group:
      row.group_name === null ? null : { name: row.group_name, ranges: slotRanges.parse(row.group_ranges) },
    traffic: row.traffic,
    metric: row.metric,
    segmentIds: row.segment_ids,
    segmentsAsked: row.segments_asked,
    startedAt: toInstant(row.started_at),
    endedAt: row.ended_at && toInstant(row.ended_at),
  };
}

/** As decisions need them: with the shares of now. */
export async function readRunningExperiments(
  pool: pg.Pool,
  shopId: ShopId,
  log: Log,
): Promise<readonly CampaignExperiment[]> {
  const { rows } = await pool.query<ExperimentRow>(`${EXPERIMENTS} AND experiment.status = 'running'`, [
    shopId,
  ]);
  return rows.flatMap((row) => {
    try {
      const { id, campaignId, arms, allocations, group, traffic } = toExperiment(row);
      const ranges = allocations.at(-1)?.ranges ?? [];
      const allocation = { version: 1 as const, salt: id, ranges };
      return [
        {
          id,
          campaignId,
          arms,
          allocation,
          ...(group && { group: groupAllocation(group) }),
          ...(traffic === 'bandit' && { periods: allocations }),
        },
      ];
    } catch (error) {
      log.error({ err: error, shopId, experimentId: row.id }, 'experiment left out: it cannot be read');
      return [];
    }
  });
}
