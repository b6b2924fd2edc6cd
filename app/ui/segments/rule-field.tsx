import { BlockStack, Text, TextField } from '@shopify/polaris';
import { useMemo } from 'react';
import { checkMoney } from '#app/domain/segments/check-money.ts';
import { describeRule } from '#app/domain/segments/describe.ts';
import { frame } from '#app/domain/segments/diagnostic.ts';
import type { Diagnostic } from '#app/domain/segments/diagnostic.ts';
import { LIMITS } from '#app/domain/segments/limits.ts';
import { parseShopRule } from '#app/domain/segments/shop-rule.ts';

/** A rule read as far as possible: its words, or what is wrong with it. */
export type ReadRule =
  | { readonly words: string; readonly diagnostics: readonly [] }
  | { readonly words: null; readonly diagnostics: readonly Diagnostic[] };

/** Reads a rule in the browser, at every key: the same parser the server uses. */
export function readRule(rule: string, currency: string): ReadRule {
  const parsed = parseShopRule(rule);
  const diagnostics = parsed.ok ? checkMoney(parsed.value, currency) : parsed.failure;
  if (!parsed.ok || diagnostics.length > 0) return { words: null, diagnostics };
  return { words: describeRule(parsed.value), diagnostics: [] };
}

interface RuleFieldProps {
  readonly rule: string;
  readonly currency: string;
  /** An empty rule is no mistake until someone tried to save it. */
  readonly isEmptyFine: boolean;
  readonly onChange: (rule: string) => void;
}

/** One rule as text, with what it means in words or what is wrong where. */
export function RuleField({ rule, currency, isEmptyFine, onChange }: RuleFieldProps) {
  const read = useMemo(() => readRule(rule, currency), [rule, currency]);
  const isQuiet = isEmptyFine && rule.trim() === '';
  return (
    <BlockStack gap="200">
      <TextField
        label="Rule"
        value={rule}
        onChange={onChange}
        multiline={4}
        maxHeight={320}
        monospaced
        autoComplete="off"
        spellCheck={false}
        maxLength={LIMITS.sourceLength + 1}
        placeholder="purchases.count within 60 days > 5"
        helpText="Join conditions with AND, OR, NOT and parentheses."
      />
      <div id="rule-verdict" aria-live="polite">
        {isQuiet ? null : read.words === null ? (
          <Diagnostics rule={rule} diagnostics={read.diagnostics} />
        ) : (
          <BlockStack gap="050">
            <Text as="h3" variant="headingSm">
              In words
            </Text>
            <Text as="p">{read.words}</Text>
          </BlockStack>
        )}
      </div>
    </BlockStack>
  );
}

function Diagnostics({ rule, diagnostics }: { rule: string; diagnostics: readonly Diagnostic[] }) {
  return (
    <BlockStack gap="200">
      {diagnostics.map((diagnostic) => {
        const [sentence = '', ...place] = frame(rule, diagnostic).split('\n');
        return (
          <div key={`${diagnostic.span.start} ${diagnostic.code}`} className="rule-problem">
            <p>{sentence}</p>
            <pre>{place.join('\n')}</pre>
          </div>
        );
      })}
    </BlockStack>
  );
}
