import { Badge, BlockStack, Button, Card, InlineStack, Icon, Text, TextField } from '@shopify/polaris';
import { CheckCircleIcon, XCircleIcon } from '@shopify/polaris-icons';
import { useState } from 'react';
import type { Instant } from '#app/domain/kernel/instant.ts';
import { formatSeconds } from '#app/domain/segments/duration.ts';
import { formatTime } from '../format.ts';
import { nameShopper } from './preview-card.tsx';
import { useAsk } from '../use-ask.ts';
import { ASK_URL } from './ask-url.ts';

export interface ClauseView {
  readonly text: string;
  readonly span: { readonly start: number; readonly end: number };
  readonly isTrue: boolean;
  readonly seen: string;
  readonly knownAt: Instant | null;
  readonly toTurn: string;
  readonly turnsAt: Instant | null;
}

export interface ReasonView {
  readonly shopperId: string;
  readonly isMember: boolean;
  readonly nextChangeAt: Instant | null;
  readonly deciding: readonly ClauseView[];
  readonly clauses: readonly ClauseView[];
  readonly asOf: Instant;
}

interface ReasonAnswer {
  readonly reason: ReasonView | null;
  readonly problem: string | null;
}

interface WhyCardProps {
  /** Empty while there is no rule that can be read. */
  readonly rule: string;
  readonly shopper: string;
  readonly onShopper: (shopper: string) => void;
  readonly timezone: string;
}

/** Why one shopper is in or not, clause by clause. */
export function WhyCard({ rule, shopper, onShopper, timezone }: WhyCardProps) {
  const [typed, setTyped] = useState('');
  const { reason, problem } = useReason(rule, shopper);
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          Why is a shopper in, or not?
        </Text>
        <TextField
          label="Customer"
          labelHidden
          value={typed}
          onChange={setTyped}
          autoComplete="off"
          placeholder="Number, or address of their page"
          connectedRight={
            <Button onClick={() => onShopper(typed)} disabled={typed.trim() === ''}>
              Look up
            </Button>
          }
        />
        {problem !== null && (
          <Text as="p" tone="critical">
            {problem}
          </Text>
        )}
        {reason === null && problem === null && (
          <Text as="p" tone="subdued">
            Choose “Why?” beside a shopper, or look one up by the number in the address of their page.
          </Text>
        )}
        {reason && <Reason reason={reason} timezone={timezone} />}
      </BlockStack>
    </Card>
  );
}

function Reason({ reason, timezone }: { reason: ReasonView; timezone: string }) {
  const { shopperId, isMember, nextChangeAt, clauses, deciding, asOf } = reason;
  return (
    <BlockStack gap="300">
      <InlineStack gap="200" blockAlign="center">
        <Text as="h3" variant="headingSm">
          {nameShopper(shopperId)}
        </Text>
        <Badge tone={isMember ? 'success' : 'attention'}>{isMember ? 'In' : 'Not in'}</Badge>
      </InlineStack>
      <Clauses clauses={clauses} deciding={deciding} asOf={asOf} timezone={timezone} />
      <Text as="p" variant="bodySm" tone="subdued">
        {nextChangeAt === null
          ? 'Time alone will not change this.'
          : `${isMember ? 'Leaves' : 'Comes in'} by time alone on ${formatTime(nextChangeAt, timezone)}, unless something happens before.`}
      </Text>
    </BlockStack>
  );
}

interface ClausesProps extends Pick<ClauseProps, 'asOf' | 'timezone'> {
  readonly clauses: readonly ClauseView[];
  readonly deciding: readonly ClauseView[];
}

/** The clauses of a rule, in its order. */
export function Clauses({ clauses, deciding, asOf, timezone }: ClausesProps) {
  return (
    <ul className="clauses">
      {clauses.map((clause) => (
        <Clause
          key={clause.span.start}
          clause={clause}
          isDeciding={deciding.some(({ span }) => span.start === clause.span.start)}
          asOf={asOf}
          timezone={timezone}
        />
      ))}
    </ul>
  );
}

interface ClauseProps {
  readonly clause: ClauseView;
  readonly isDeciding: boolean;
  readonly asOf: Instant;
  readonly timezone: string;
}

/** A clause of a rule: what was found, how old that is, and whether it decides. */
function Clause({ clause, isDeciding, asOf, timezone }: ClauseProps) {
  const { text, isTrue, seen, knownAt, toTurn, turnsAt } = clause;
  const age = knownAt === null ? '' : `, as of ${formatSeconds(asOf - knownAt)} ago`;
  const turn = turnsAt === null ? '' : ` By time alone on ${formatTime(turnsAt, timezone)}.`;
  return (
    <li className={isDeciding ? 'clause clause--deciding' : 'clause'}>
      <Icon
        source={isTrue ? CheckCircleIcon : XCircleIcon}
        tone={isTrue ? 'success' : 'subdued'}
        accessibilityLabel={isTrue ? 'True' : 'Not true'}
      />
      <div>
        <span className="code-line">{text}</span>
        <Text as="p" variant="bodySm">
          {`Found ${seen}${age}.`}
        </Text>
        {isDeciding && (
          <Text as="p" variant="bodySm" tone="subdued">
            {`This decides. To turn, it would have to be ${toTurn}.${turn}`}
          </Text>
        )}
      </div>
    </li>
  );
}

const REASON_DELAY_MS = 200;

/** Asks again when the rule can be read and has changed, so that the reason is of the rule on the screen. */
function useReason(rule: string, shopper: string): ReasonAnswer {
  const question = rule === '' || shopper === '' ? null : { intent: 'explain', rule, shopper };
  const { answer, problem } = useAsk<ReasonAnswer>(ASK_URL, question, REASON_DELAY_MS);
  return { reason: answer?.reason ?? null, problem: problem ?? answer?.problem ?? null };
}
