import { BlockStack, Card, Link, Text } from '@shopify/polaris';
import { CardHead } from '../card-head.tsx';
import { DataTable } from '../data-table.tsx';
import { formatShare } from '../format.ts';

export interface ExperimentGroupView {
  readonly name: string;
  /** 0 to 1, as shares are. */
  readonly taken: number;
  readonly running: readonly { readonly id: string; readonly campaignName: string; readonly share: number }[];
}

/** Groups in which experiments run, and how much of each is taken. */
export function GroupsCard({ groups }: { groups: readonly ExperimentGroupView[] }) {
  const open = groups.filter(({ running }) => running.length > 0);
  if (open.length === 0) return null;
  return (
    <Card>
      <BlockStack gap="300">
        <CardHead title="Groups">A shopper is in at most one experiment of a group.</CardHead>
        <DataTable
          caption="Groups of experiments"
          rows={open}
          keyOf={({ name }) => name}
          columns={[
            { title: 'Group', kind: 'main', cell: ({ name }) => name },
            { title: 'Traffic taken', kind: 'number', cell: ({ taken }) => formatShare(taken, 1) },
            {
              title: 'By',
              cell: ({ running }) => (
                <BlockStack gap="050">
                  {running.map(({ id, campaignName, share }) => (
                    <Text key={id} as="span">
                      <Link url={`/app/experiments/${id}`} monochrome>
                        {campaignName}
                      </Link>
                      {`, ${formatShare(share, 1)}`}
                    </Text>
                  ))}
                </BlockStack>
              ),
            },
          ]}
        />
      </BlockStack>
    </Card>
  );
}
