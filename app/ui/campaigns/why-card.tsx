import { Badge, BlockStack, Card, Icon, InlineStack, List, Text } from '@shopify/polaris';
import { CardHead } from '../card-head.tsx';
import { CheckCircleIcon, XCircleIcon } from '@shopify/polaris-icons';
import { useState } from 'react';
import type { Outcome } from '#app/domain/campaigns/decide.ts';
import type { Clause } from '#app/domain/campaigns/eligibility.ts';
import type { CampaignState } from '#app/domain/campaigns/life.ts';
import type { Placed } from '#app/domain/campaigns/placed.ts';
import { formatTime } from '../format.ts';
import { ProductPicker, type PickedProduct } from '../product-picker.tsx';
import { ShopperField } from '../shopper-field.tsx';
import { useAsk } from '../use-ask.ts';
import { ASK_URL } from './ask-url.ts';
import { Refusals } from './refusals.tsx';
import { CLAUSE_WORDS, OUTSIDE_WORDS } from './why-words.ts';
import { STATE_TITLES } from './words.ts';

interface Why {
  readonly state: CampaignState;
  readonly outcome: Outcome;
  readonly clauses: readonly {
    readonly name: Clause['name'];
    readonly refuses: boolean;
    readonly endsAt: number | null;
  }[];
  readonly shows: readonly string[];
  readonly emptyPlaceholders: readonly string[];
  readonly refusals: readonly { readonly title: string; readonly reason: string }[];
  readonly gaveWayTo: string | null;
  readonly placed: Placed | null;
}

interface WhyAnswer {
  readonly why: Why | null;
  readonly problem: string | null;
}

const TYPING_MS = 400;
/** Why the saved campaign shows to a shopper with a cart now, or does not: clause by clause. */
export function WhyCard({ id, timezone }: { id: string; timezone: string }) {
  const [cart, setCart] = useState<readonly PickedProduct[]>([]);
  const [shopper, setShopper] = useState('');
  const products = cart.map((product) => product.id);
  const { answer, isAsking, problem } = useAsk<WhyAnswer>(
    ASK_URL,
    { intent: 'why', id, shopper, products },
    TYPING_MS,
  );
  const sentence = problem ?? answer?.problem ?? null;
  return (
    <Card>
      <BlockStack gap="400">
        <CardHead title="Why not shown?">
          The campaign as saved, decided now as checkout would. Nothing is recorded.
        </CardHead>
        <ShopperField
          value={shopper}
          onChange={setShopper}
          helpText="Left empty: a guest."
          problem={sentence}
          isAsking={isAsking}
        />
        <ProductPicker
          label="Put products into the cart"
          picked={cart}
          error={undefined}
          onChange={setCart}
        />
        {answer?.why && <Explanation why={answer.why} timezone={timezone} />}
      </BlockStack>
    </Card>
  );
}

const stateWords = (state: Why['state']): string =>
  state === 'draft' ? 'It is a draft' : `It is ${STATE_TITLES[state].toLowerCase()}`;

function Explanation({ why, timezone }: { why: Why; timezone: string }) {
  const { state, outcome, clauses, shows, refusals, emptyPlaceholders } = why;
  const isShown = state === 'running' && outcome.kind === 'shown' && isLetIn(why.placed);
  return (
    <BlockStack gap="300">
      <InlineStack gap="200" blockAlign="center">
        <Badge tone={isShown ? 'success' : 'attention'}>{isShown ? 'Shown' : 'Not shown'}</Badge>
        <Text as="span">{sentenceOf(why)}</Text>
      </InlineStack>
      <ul className="clauses">
        <ClauseLine holds={state === 'running'} text={stateWords(state)} />
        {clauses
          .filter(({ name }) => name !== 'not-open' || state === 'running')
          .map(({ name, refuses, endsAt }) => (
            <ClauseLine
              key={name}
              holds={!refuses}
              text={CLAUSE_WORDS[name][refuses ? 'refuses' : 'asks']}
              until={endsAt === null ? null : formatTime(endsAt, timezone)}
            />
          ))}
        <PlacedLine placed={why.placed} />
        <GroupLine why={why} />
        {emptyPlaceholders.map((name) => (
          <ClauseLine key={name} holds={false} text={`{{${name}}} has no value for this shopper and cart`} />
        ))}
      </ul>
      {shows.length > 0 && (
        <BlockStack gap="100">
          <Text as="h3" variant="headingSm">
            {isShown ? 'It shows' : 'It would show'}
          </Text>
          <List>
            {shows.map((title) => (
              <List.Item key={title}>{title}</List.Item>
            ))}
          </List>
        </BlockStack>
      )}
      <Refusals refusals={refusals} />
    </BlockStack>
  );
}

const isLetIn = (placed: Placed | null): boolean =>
  placed === null || placed.kind === 'arm' || placed.kind === 'outside';

function placedText(placed: Placed): string {
  switch (placed.kind) {
    case 'held-out':
      return 'In the holdout: sees nothing of Attune';
    case 'control':
      return `In the arm “${placed.arm}” of its experiment: does not see this campaign`;
    case 'arm':
      return `In the arm “${placed.arm}” of its experiment`;
    case 'outside':
      return OUTSIDE_WORDS[placed.because];
  }
}

function PlacedLine({ placed }: { placed: Placed | null }) {
  return placed && <ClauseLine holds={isLetIn(placed)} text={placedText(placed)} />;
}

function GroupLine({ why: { outcome, gaveWayTo } }: { why: Why }) {
  if (outcome.kind !== 'group-taken') return null;
  return <ClauseLine holds={false} text={`“${gaveWayTo ?? 'Another campaign'}” of its group goes first`} />;
}

function sentenceOf({ state, outcome, gaveWayTo, emptyPlaceholders, placed }: Why): string {
  if (placed && !isLetIn(placed)) return `${placedText(placed)}.`;
  if (outcome.kind === 'control') return 'In the control arm of its experiment.';
  if (outcome.kind === 'refused') return `${CLAUSE_WORDS[outcome.clause].refuses}.`;
  if (outcome.kind === 'group-taken') return `“${gaveWayTo ?? 'Another campaign'}” of its group goes first.`;
  if (outcome.kind === 'no-room') return 'Campaigns of higher priority filled its places with offers.';
  if (outcome.kind === 'nothing-to-show')
    return emptyPlaceholders.length > 0
      ? 'A placeholder has no value here.'
      : 'It has nothing to show here: no product passed, no detail is saved, or its discount is not given here.';
  return state === 'running' ? 'Everything holds.' : 'Everything else holds; it would show.';
}

interface ClauseLineProps {
  readonly holds: boolean;
  readonly text: string;
  readonly until?: string | null;
}

/** A clause with a mark that says whether it holds. */
export function ClauseLine({ holds, text, until = null }: ClauseLineProps) {
  return (
    <li className="clause">
      <Icon
        source={holds ? CheckCircleIcon : XCircleIcon}
        tone={holds ? 'success' : 'critical'}
        accessibilityLabel={holds ? 'Holds' : 'Does not hold'}
      />
      <Text as="span">{until === null ? text : `${text}, until ${until}`}</Text>
    </li>
  );
}
