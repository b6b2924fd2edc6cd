import type { SegmentHealth } from '#app/domain/segments/health/report.ts';
import { Figure } from '../../figure.tsx';
import { formatCount, formatDay, formatShare } from '../../format.ts';

/** The segment in four numbers. */
export function HealthFigures({ members, shoppers, days, churn, power }: SegmentHealth) {
  const first = days.at(-churn.days) ?? days[0];
  const since = first ? `since ${formatDay(first.day)}` : 'no day is known yet';
  return (
    <div className="figures">
      <Figure
        title="Members"
        value={formatCount(members ?? 0)}
        note={`${formatShare(members ?? 0, shoppers)} of ${formatCount(shoppers)} shoppers, now`}
      />
      <Figure
        title="Came in, left"
        value={`+${formatCount(churn.entered)} −${formatCount(churn.left)}`}
        note={`Of themselves, not by edits or imports; ${since}`}
      />
      <Figure title="Half-life" value={halfLife(churn.halfLifeDays)} note={exitNote(churn, since)} />
      <Figure
        title="Weeks to show a 10% effect"
        value={power.weeks === null ? '–' : formatCount(Math.ceil(power.weeks))}
        note={
          power.weeks === null
            ? 'Too few checkouts of members to say'
            : `At ${formatCount(Math.round(power.weeklyCheckouts))} checkouts of members a week`
        }
      />
    </div>
  );
}

function halfLife(days: number | null): string {
  if (days === null) return '–';
  return days < 1 ? 'Under a day' : `${formatCount(Math.round(days))} days`;
}

function exitNote({ dailyExit }: SegmentHealth['churn'], since: string): string {
  if (dailyExit === null) return 'No members to leave yet';
  if (dailyExit === 0) return `Nobody left, ${since}`;
  return `Until half have left: ${formatShare(dailyExit, 1)} leave a day, ${since}`;
}
