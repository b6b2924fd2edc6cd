import type { FieldChange, FieldValue } from '#app/domain/campaigns/changes.ts';
import type { Money } from '#app/domain/kernel/money.ts';
import { formatCount, formatPrice, formatTime } from '../format.ts';
import {
  GIVES_TITLES,
  LAYOUT_TITLES,
  SOURCE_TITLES,
  STATUS_TITLES,
  STRATEGY_TITLES,
  TARGET_TITLES,
  TONE_TITLES,
  titleOfLanguage,
  titleOfPlacement,
} from './words.ts';

const FIELD_TITLES: Readonly<Record<string, string>> = {
  name: 'Name',
  status: 'Status',
  'schedule.from': 'From',
  'schedule.until': 'Until',
  priority: 'Priority',
  audience: 'Shown to',
  excluded: 'Never shown to',
  placements: 'Where',
  'limits.group': 'Exclusion group',
  'limits.shown': 'Shown at most',
  'limits.shown.times': 'Checkouts in which it is shown',
  'limits.shown.days': 'Days in which they are counted',
  'limits.dismissedDays': 'Days away once dismissed',
  'limits.acceptances': 'Budget of acceptances',
  'content.headline': 'Headline',
  'content.source.kind': 'Products from',
  'content.source.strategy': 'Strategy',
  'content.source.title': 'Collection',
  'content.source.productIds': 'Picked products',
  'content.layout': 'Layout',
  'content.maxOffers': 'Offers at most',
  'content.choosesUnits': 'Buyer chooses how many',
  'content.title': 'Title',
  'content.body': 'Text',
  'content.tone': 'Tone',
  'content.language': 'Language',
  'content.thresholds': 'Amount to reach',
  'content.showsProgress': 'Progress bar',
  'content.delivery': 'Delivery promise',
  'content.delivery.cutoffHour': 'Orders leave the same day until',
  'content.delivery.workingDays': 'Working days to arrive',
  'content.value.kind': 'Gives',
  'content.value.percent': 'Percentage off',
  'content.value.amount': 'Amount off',
  'content.appliesTo.kind': 'Off',
  'content.appliesTo.productIds': 'Picked products',
  'content.minimum': 'From a subtotal of',
  'content.budget.orders': 'Budget of orders',
  'content.budget.amount': 'Budget in all',
  'content.address': 'Last address',
  'content.paymentHint': 'Payment type',
};

const TITLES_OF: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  status: STATUS_TITLES,
  'content.layout': LAYOUT_TITLES,
  'content.source.kind': SOURCE_TITLES,
  'content.source.strategy': STRATEGY_TITLES,
  'content.tone': TONE_TITLES,
  'content.value.kind': GIVES_TITLES,
  'content.appliesTo.kind': TARGET_TITLES,
};

interface Names {
  readonly segments: readonly { readonly id: string; readonly name: string }[];
  readonly timezone: string;
}

/** A change in words: "Priority: 50 → 60". */
export function describeChange({ path, before, after }: FieldChange, names: Names): string {
  const word = (value: FieldValue) => describeValue(path, value, names);
  return `${titleOf(path)}: ${word(before)} → ${word(after)}`;
}

function titleOf(path: string): string {
  const [, language, text] = /^content\.translations\.([^.]+)\.(\w+)$/.exec(path) ?? [];
  const title = FIELD_TITLES[text === undefined ? path : `content.${text}`] ?? path;
  return language === undefined ? title : `${title} in ${titleOfLanguage(language)}`;
}

function describeValue(path: string, value: FieldValue, names: Names): string {
  if (value === null || value === '') return 'none';
  if (typeof value === 'object')
    return 'amountMinor' in value ? formatPrice(value) : describeList(path, value, names);
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') return describeNumber(path, value, names);
  if (path === 'content.language') return titleOfLanguage(value);
  const titles = TITLES_OF[path];
  return titles === undefined ? `“${value}”` : (titles[value] ?? value);
}

function describeNumber(path: string, value: number, { timezone }: Names): string {
  if (path.startsWith('schedule.')) return formatTime(value, timezone);
  if (path === 'content.value.percent') return `${value}%`;
  return path === 'content.delivery.cutoffHour' ? `${String(value).padStart(2, '0')}:00` : formatCount(value);
}

function describeList(path: string, values: readonly (string | Money)[], { segments }: Names): string {
  if (path.endsWith('.productIds')) return `${values.length} picked`;
  if (values.length === 0) return path === 'audience' ? 'everyone' : 'none';
  const nameOf = (id: string) => segments.find((segment) => segment.id === id)?.name ?? 'a deleted segment';
  const word = path === 'placements' ? titleOfPlacement : nameOf;
  return values.map((value) => (typeof value === 'string' ? word(value) : formatPrice(value))).join(', ');
}
