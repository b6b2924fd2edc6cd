import type { WireSavedAddress } from './contract.ts';
import type { HostAddress } from './host.ts';

const FIELDS = [
  'firstName',
  'lastName',
  'company',
  'address1',
  'address2',
  'zip',
  'city',
  'provinceCode',
  'countryCode',
  'phone',
] as const;
export type AddressField = (typeof FIELDS)[number];

export interface AddressChange {
  readonly field: AddressField;
  readonly from: string;
  readonly to: string;
}

/** What a tap would change, field by field, in the order of an address. Fields the saved address lacks stay as they are, but for the flat where the street changes. */
export function changesOf(
  saved: WireSavedAddress['address'],
  current: HostAddress | undefined,
): readonly AddressChange[] {
  const isMoved = saved.address1 && saved.address1 !== current?.address1;
  return FIELDS.flatMap((field) => {
    const to = saved[field] ?? '';
    const from = current?.[field] ?? '';
    return (to || (isMoved && field === 'address2')) && to !== from ? [{ field, from, to }] : [];
  });
}

/** The change that puts `current` back after `changesOf` was applied. A code that was absent cannot be emptied: left as it is. */
export function restoring(changes: readonly AddressChange[]): HostAddress {
  const back = changes.filter(({ field, from }) => from !== '' || !field.endsWith('Code'));
  return Object.fromEntries(back.map(({ field, from }) => [field, from]));
}

export function applying(changes: readonly AddressChange[]): HostAddress {
  return Object.fromEntries(changes.map(({ field, to }) => [field, to]));
}
