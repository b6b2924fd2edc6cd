import type { Instant } from '../kernel/instant.ts';
import type { Schedule } from './schedule.ts';

/** What a person set. "running" is switched on: its schedule decides whether it shows. */
export type CampaignStatus = 'draft' | 'running' | 'paused' | 'ended';

/** Where a campaign is in its life, status and schedule taken together. Only a running one shows. */
export type CampaignState = CampaignStatus | 'scheduled';

/** What a person may do. */
export type CampaignAction = 'start' | 'pause' | 'resume' | 'end';

/** What happens in a campaign's life: by a person, or by the clock when its schedule opens or closes. */
export type CampaignEvent = CampaignAction | 'opens' | 'closes';

/** Every step there is. Started and resumed campaigns wait for their schedule; one that is open already opens at once. */
export const TRANSITIONS: Readonly<
  Record<CampaignState, Readonly<Partial<Record<CampaignEvent, CampaignState>>>>
> = {
  draft: { start: 'scheduled' },
  scheduled: { pause: 'paused', end: 'ended', opens: 'running', closes: 'ended' },
  running: { pause: 'paused', end: 'ended', closes: 'ended' },
  paused: { resume: 'scheduled', end: 'ended', closes: 'ended' },
  ended: {},
};

interface Life {
  readonly status: CampaignStatus;
  readonly schedule: Schedule;
}

/** The state at a second. It is worked out, not stored: a later end opens again what only the clock had ended. */
export function stateAt({ status, schedule }: Life, now: Instant): CampaignState {
  return settle(enteredState(status), schedule, now);
}

/** What a person may do with a campaign at a second. */
export function actionsAt(campaign: Life, now: Instant): readonly CampaignAction[] {
  const actions: readonly CampaignAction[] = ['start', 'pause', 'resume', 'end'];
  return actions.filter((action) => statusAfter(campaign, action, now) !== null);
}

/** The status after an action; null where the table has no such step, or the schedule would end the campaign at once. */
export function statusAfter(campaign: Life, action: CampaignAction, now: Instant): CampaignStatus | null {
  const next = TRANSITIONS[stateAt(campaign, now)][action];
  if (next === undefined) return null;
  if (next === 'scheduled' && settle(next, campaign.schedule, now) === 'ended') return null;
  return statusOf(next);
}

/** Statuses that one action leads to, whatever the schedule; a status leads to itself. */
export function statusesFrom(status: CampaignStatus): readonly CampaignStatus[] {
  const { opens: _opens, closes: _closes, ...byPerson } = TRANSITIONS[enteredState(status)];
  return [status, ...Object.values(byPerson).map(statusOf)];
}

function settle(state: CampaignState, { from, until }: Schedule, now: Instant): CampaignState {
  const { opens, closes } = TRANSITIONS[state];
  if (closes !== undefined && until !== null && now >= until) return closes;
  return opens !== undefined && (from === null || now >= from) ? opens : state;
}

function enteredState(status: CampaignStatus): CampaignState {
  return status === 'running' ? 'scheduled' : status;
}

function statusOf(state: CampaignState): CampaignStatus {
  return state === 'scheduled' ? 'running' : state;
}
