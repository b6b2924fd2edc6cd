import type { DriftGroup, SegmentDrift } from '#app/domain/segments/health/report.ts';
import { SECONDS } from '#app/domain/kernel/instant.ts';
import { formatCount, formatPrice } from '../../format.ts';

/** How a group of a comparison reads on an axis: "GB", "over £300", "3–5". */
export function groupName(group: DriftGroup, unit: SegmentDrift['unit'], currency: string): string {
  if ('value' in group) return group.value === '' ? 'Not known' : group.value;
  const { above, upTo } = group;
  const write = (value: number): string => writeEnd(value, unit, currency);
  if (upTo === null) return above === null ? 'All' : `> ${write(above)}`;
  if (above === null) return `≤ ${write(upTo)}`;
  if (unit === 'count') return above + 1 >= upTo ? write(upTo) : `${write(above + 1)}–${write(upTo)}`;
  return `≤ ${write(upTo)}`;
}

function writeEnd(value: number, unit: SegmentDrift['unit'], currency: string): string {
  if (unit === 'money') return formatPrice({ amountMinor: Math.round(value), currency });
  return unit === 'seconds' ? `${formatCount(Math.floor(value / SECONDS.day))} d` : formatCount(value);
}
