import { CONSENT_LEVELS, type ConsentLevel } from '#app/domain/profiles/consent.ts';
import { CONSENT_USES, usesOpenedBy, type ConsentUse } from '#app/domain/profiles/consent-uses.ts';
import { DataTable, type Column } from '../data-table.tsx';
import { formatCount, plural } from '../format.ts';
import { Section } from '../section.tsx';

interface ConsentCounts {
  readonly customers: number;
  readonly analytics: number;
  readonly marketing: number;
  readonly browsers: number;
  readonly refusals: number;
}

interface ConsentCardProps {
  readonly counts: ConsentCounts;
  /** Connections that are on, each with what it needs. */
  readonly connections: readonly { readonly name: string; readonly needs: ConsentLevel }[];
}

const TITLES: Readonly<Record<ConsentLevel, string>> = {
  none: 'None',
  preferences: 'Preferences',
  analytics: 'Analytics',
  marketing: 'Marketing',
};

/** What is read, what is kept of it, and what it is used for. */
const USES: Readonly<
  Record<ConsentUse, { readonly read: string; readonly kept: string; readonly used: string }>
> = {
  checkout: {
    read: 'Cart, country and language of the checkout',
    kept: 'With its decision',
    used: 'Campaigns, offers and messages of that checkout',
  },
  customer: {
    read: 'Orders, refunds, tags, country and language of customers',
    kept: 'In the profile, no names and no addresses',
    used: 'Segments, offers and messages for signed-in customers; models of the shop',
  },
  savedDetails: {
    read: 'Address and payment type of the last order',
    kept: 'Encrypted',
    used: 'Shown to the signed-in customer alone',
  },
  guestDetails: {
    read: 'The same, of somebody who is not signed in',
    kept: 'Encrypted',
    used: 'Shown in the checkout that knows them',
  },
  visits: {
    read: 'Products looked at and for how long, searches and the kind of device, by the web pixel',
    kept: 'By browser, and in the profile of its customer',
    used: 'Segments and offers for signed-in customers',
  },
  carts: {
    read: 'Carts and checkouts that were left',
    kept: 'With what is in them, and in the profile of their customer',
    used: 'Segments of signed-in customers, in a checkout whose buyer agrees',
  },
  inferred: {
    read: 'Countries and devices that nobody told, inferred where Settings say so',
    kept: 'Beside the profile, with how likely each is',
    used: 'Segments that ask for inferred values, in a checkout whose buyer agrees',
  },
  guestProfile: {
    read: 'Visits of the checkout’s own browser',
    kept: 'Nothing more',
    used: 'Segments and offers for guests',
  },
  reminders: {
    read: 'E-mail address, asked for at Shopify',
    kept: 'Not kept',
    used: 'One e-mail about a left cart',
  },
};

/** What is done with data of people and the consent it needs; and who gave which. */
export function ConsentCard({ counts, connections }: ConsentCardProps) {
  return (
    <Section
      title="What consent allows"
      note={`Who takes consent back loses what it covered at once. Refused in ${plural(counts.refusals, 'browser')}.`}
    >
      <DataTable
        caption="What consent allows"
        columns={USE_COLUMNS}
        rows={[...OWN_USES, ...connections.map(useOfConnection)]}
        keyOf={({ read }) => read}
      />
      <DataTable
        caption="Who gave consent"
        columns={[
          { title: 'Consent', kind: 'main', cell: (level) => TITLES[level] },
          { title: 'Given by', kind: 'number', cell: (level) => who(level, counts) },
        ]}
        rows={CONSENT_LEVELS}
        keyOf={(level) => level}
      />
    </Section>
  );
}

interface UseRow {
  readonly read: string;
  readonly needs: readonly ConsentLevel[];
  readonly kept: string;
  readonly used: string;
}

const OWN_USES: readonly UseRow[] = CONSENT_LEVELS.flatMap(usesOpenedBy).map((use) => ({
  ...USES[use],
  needs: CONSENT_USES[use],
}));

const USE_COLUMNS: Column<UseRow>[] = [
  { title: 'What is read', kind: 'main', cell: ({ read }) => read },
  {
    title: 'Consent it needs',
    cell: ({ needs }) => needs.map((level) => TITLES[level]).join(' and ') || TITLES.none,
  },
  { title: 'What is kept', cell: ({ kept }) => kept },
  { title: 'What it is used for', cell: ({ used }) => used },
];

function useOfConnection({ name, needs }: ConsentCardProps['connections'][number]): UseRow {
  return {
    read: `What “${name}” tells (connection)`,
    needs: needs === 'none' ? [] : [needs],
    kept: 'In the profile, until it expires',
    used: 'Segments that ask for it',
  };
}

function who(level: ConsentLevel, { customers, analytics, marketing, browsers }: ConsentCounts): string {
  switch (level) {
    case 'none':
      return plural(customers, 'customer');
    case 'preferences':
      return 'Told by each checkout';
    case 'analytics':
      return `${plural(analytics, 'customer')}, ${formatCount(browsers)} other browsers`;
    case 'marketing':
      return plural(marketing, 'customer');
  }
}
