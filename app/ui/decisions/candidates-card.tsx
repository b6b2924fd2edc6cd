import { Badge } from '@shopify/polaris';
import { DataTable } from '../data-table.tsx';
import { Section } from '../section.tsx';
import type { CandidateView } from './view.ts';
import { scoreText } from './words.ts';

const BECAME = {
  offered: { tone: 'success', title: 'Offered' },
  refused: { tone: 'critical', title: 'Kept back' },
  'not-needed': { tone: undefined, title: 'Not needed' },
} as const;

/** What the model suggested, in its order, and what became of each. */
export function CandidatesCard({ candidates }: { candidates: readonly CandidateView[] }) {
  return (
    <Section
      title="What the model suggested"
      note="The chance is what the model gave the product among all. “Not needed”: the places were filled before, or the campaign shows other products."
    >
      <DataTable
        caption="Candidates"
        rows={candidates}
        keyOf={({ title, score }) => `${title} ${score}`}
        columns={[
          { title: 'Product', kind: 'main', cell: ({ title }) => title },
          { title: 'Chance', kind: 'number', cell: ({ score }) => scoreText(score) },
          { title: 'Why', cell: ({ reason }) => reason ?? 'Not looked at' },
          {
            title: 'Came to',
            cell: ({ became, refusal }) => (
              <>
                <Badge tone={BECAME[became].tone}>{BECAME[became].title}</Badge>{' '}
                {became === 'refused' && refusal}
              </>
            ),
          },
        ]}
      />
    </Section>
  );
}
