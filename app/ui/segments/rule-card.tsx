import { Badge, BlockStack, Card, InlineStack, Text } from '@shopify/polaris';
import { useEffect, useMemo, useState } from 'react';
import type { Catalogues } from '#app/domain/segments/complete/catalogues.ts';
import { RuleBuilder } from './builder/rule-builder.tsx';
import { nameIds } from './name-ids.ts';
import type { ReadRule } from './read-rule.ts';
import { RuleProblems } from './rule-problems.tsx';
import { RuleText } from './text/rule-text.tsx';

interface RuleCardProps {
  readonly rule: string;
  /** The same, read. */
  readonly read: ReadRule;
  readonly currency: string;
  readonly timezone: string;
  readonly catalogues: Catalogues;
  /** An empty rule is no mistake until someone tried to save it. */
  readonly isEmptyFine: boolean;
  readonly onChange: (rule: string) => void;
}

const VERDICT = 'rule-verdict';

/** One rule, as rows and as text: each shows at once what is changed in the other. Below, what it means or what is wrong. */
export function RuleCard({
  rule,
  read,
  currency,
  timezone,
  catalogues,
  isEmptyFine,
  onChange,
}: RuleCardProps) {
  const today = useMemo(() => todayIn(timezone), [timezone]);
  const isQuiet = isEmptyFine && rule.trim() === '';
  const isTyping = useIsTyping(rule);
  const diagnostics = isQuiet || isTyping ? NOTHING : read.diagnostics;
  return (
    <Card>
      <BlockStack gap="400">
        <div className="rule-sides">
          <BlockStack gap="200">
            <InlineStack gap="200" blockAlign="center">
              <Text as="h2" variant="headingSm">
                Who belongs
              </Text>
              {diagnostics.length > 0 && rule.trim() !== '' && (
                <Badge tone="attention">As before the mistake in the text</Badge>
              )}
            </InlineStack>
            <RuleBuilder
              rule={read.rule}
              text={rule}
              currency={currency}
              today={today}
              catalogues={catalogues}
              onWrite={onChange}
            />
          </BlockStack>
          <RuleText
            text={rule}
            diagnostics={diagnostics}
            catalogues={catalogues}
            describedBy={VERDICT}
            onChange={onChange}
          />
        </div>
        <div id={VERDICT} aria-live="polite">
          {read.words === null ? (
            <RuleProblems text={rule} diagnostics={diagnostics} onCorrect={onChange} />
          ) : (
            <Text as="p">
              <Text as="span" fontWeight="semibold">
                {'In words: '}
              </Text>
              {nameIds(read.words, catalogues)}
            </Text>
          )}
        </div>
      </BlockStack>
    </Card>
  );
}

const NOTHING = [] as const;

const PAUSE_MS = 500;

/** True from a change until a short pause: what is half typed is no mistake yet. */
function useIsTyping(text: string): boolean {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled !== text;
}

/** The day in the shop's zone, YYYY-MM-DD. */
function todayIn(timezone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: timezone }).format(new Date());
}
