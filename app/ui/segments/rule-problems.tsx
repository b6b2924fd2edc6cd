import { BlockStack, Button } from '@shopify/polaris';
import { frame, type Diagnostic } from '#app/domain/segments/diagnostic.ts';
import { correctionOf } from './text/corrections.ts';

interface RuleProblemsProps {
  readonly text: string;
  readonly diagnostics: readonly Diagnostic[];
  readonly onCorrect: (text: string) => void;
}

/** Everything that is wrong with a rule: the sentence, the place, and where it is known what to write instead. */
export function RuleProblems({ text, diagnostics, onCorrect }: RuleProblemsProps) {
  return (
    <BlockStack gap="200">
      {diagnostics.map((diagnostic) => {
        const [sentence = '', ...place] = frame(text, diagnostic).split('\n');
        const correction = correctionOf(diagnostic);
        const { start, end } = diagnostic.span;
        return (
          <div key={`${start} ${diagnostic.code}`} className="rule-problem">
            <p>{sentence}</p>
            <pre>{place.join('\n')}</pre>
            {correction !== null && (
              <Button
                size="slim"
                onClick={() => onCorrect(text.slice(0, start) + correction + text.slice(end))}
              >
                {`Write ${correction}`}
              </Button>
            )}
          </div>
        );
      })}
    </BlockStack>
  );
}
