import { Button, Pagination, TextField } from '@shopify/polaris';
import { EmptyState } from '../empty-state.tsx';
import { useSearchParams } from '@remix-run/react';
import { formatCount, plural } from '../format.ts';
import { useTyped } from '../use-typed.ts';

/** Finds campaigns by words of their names; the address keeps what was asked. */
export function FindCampaigns() {
  const [params, setParams] = useSearchParams();
  const { typed, type } = useTyped({ text: params.get('text') ?? '' });
  const find = (text: string) => setParams(text === '' ? {} : { text });
  return (
    <form
      role="search"
      className="card-head"
      onSubmit={(event) => {
        event.preventDefault();
        find(typed.text.trim());
      }}
    >
      <TextField
        label="Find campaigns"
        labelHidden
        type="search"
        placeholder="Words of the name"
        value={typed.text}
        onChange={(text) => type({ text })}
        maxLength={100}
        autoComplete="off"
        clearButton
        onClearButtonClick={() => (type({ text: '' }), find(''))}
        connectedRight={<Button submit>Find</Button>}
      />
    </form>
  );
}

interface CampaignPagesProps {
  readonly page: number;
  readonly pages: number;
  readonly count: number;
}

/** Where in a long list of campaigns the page is, and the way to the others. */
export function CampaignPages({ page, pages, count }: CampaignPagesProps) {
  const [params, setParams] = useSearchParams();
  const goTo = (next: number) =>
    setParams({ ...Object.fromEntries(params), page: String(next) }, { preventScrollReset: false });
  return (
    <Pagination
      type="table"
      accessibilityLabel="Pages of campaigns"
      label={`${plural(count, 'campaign')}, page ${formatCount(page)} of ${formatCount(pages)}`}
      hasPrevious={page > 1}
      hasNext={page < pages}
      onPrevious={() => goTo(page - 1)}
      onNext={() => goTo(page + 1)}
    />
  );
}

/** Nothing fits what was looked for. */
export function NoCampaignFound({ text }: { text: string }) {
  return (
    <EmptyState heading="No campaign found" action={{ content: 'Show all', url: '/app/campaigns' }}>
      <p>No campaign has “{text}” in its name.</p>
    </EmptyState>
  );
}
