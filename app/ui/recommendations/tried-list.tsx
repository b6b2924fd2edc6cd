import { BlockStack, InlineStack, Text } from '@shopify/polaris';
import type { ModelScores } from '#app/domain/recommendations/ranking/model-scores.ts';
import { formatPrice, formatShare, plural } from '../format.ts';
import { evidenceWords } from './evidence.ts';
import { nameShopper } from '../segments/preview-card.tsx';

interface TriedCandidate {
  readonly productId: string;
  readonly title: string;
  readonly imageUrl: string | null;
  readonly score: number;
  readonly scores: ModelScores | null;
  readonly reason: {
    readonly code: string;
    readonly text: string;
    readonly evidence: Readonly<Record<string, number | string>>;
  };
  readonly price: { readonly amountMinor: number; readonly currency: string } | null;
  readonly refusal: { readonly reason: string } | null;
}

export interface Tried {
  readonly modelVersion: number;
  readonly shopperId: string | null;
  readonly purchases: number;
  readonly candidates: readonly TriedCandidate[];
}

/** The candidates of a cart and a shopper, and those that guardrails kept back on the way. */
export function TriedList({ tried }: { tried: Tried }) {
  const offered = tried.candidates.filter(({ refusal }) => refusal === null);
  const refused = tried.candidates.filter(({ refusal }) => refusal !== null);
  return (
    <>
      <div className="card-note">
        <Text as="p">{describe(tried, offered.length, refused.length)}</Text>
      </div>
      <ol className="tried">
        {offered.map((candidate) => (
          <Offered key={candidate.productId} {...candidate} />
        ))}
      </ol>
      {refused.length > 0 && (
        <div className="card-head">
          <BlockStack gap="200">
            <Text as="h3" variant="headingSm">
              Kept back by guardrails
            </Text>
            {refused.map(({ productId, title, refusal }) => (
              <InlineStack key={productId} gap="200" blockAlign="center">
                <Text as="span">{title}</Text>
                <Text as="span" variant="bodySm" tone="subdued">
                  {refusal?.reason}
                </Text>
              </InlineStack>
            ))}
          </BlockStack>
        </div>
      )}
      <div className="card-note">
        <Text as="p" variant="bodySm" tone="subdued">
          The score is the chance that it is the one, among the candidates; what you chose by hand has 100%.
          Bars are what each model alone says, as a share of what it says of its best candidate here.
        </Text>
      </div>
    </>
  );
}

function describe({ modelVersion, shopperId, purchases }: Tried, offered: number, refused: number): string {
  const who =
    shopperId === null
      ? 'a guest'
      : `${nameShopper(shopperId)}, of whom ${plural(purchases, 'order')} ${purchases === 1 ? 'is' : 'are'} known`;
  const model = modelVersion === 0 ? 'No model serves yet' : `Version ${modelVersion}`;
  if (offered === 0) return `${model}: nothing to offer to ${who}.`;
  const taken = refused === 0 ? '' : `; guardrails kept back ${refused}`;
  return `${model}, for ${who}: the best ${offered === 1 ? 'one' : offered}${taken}.`;
}

function Offered({ title, imageUrl, price, score, scores, reason }: TriedCandidate) {
  return (
    <li className="tried-row">
      {imageUrl === null ? <span className="no-image" /> : <img src={imageUrl} alt="" loading="lazy" />}
      <div>
        <Text as="p" fontWeight="medium" breakWord>
          {title}
        </Text>
        <Text as="p" variant="bodySm">
          {reason.text}
        </Text>
        <Text as="p" variant="bodySm" tone="subdued">
          {evidenceWords(reason.evidence)}
        </Text>
      </div>
      <div className="tried-score">
        <Text as="p" fontWeight="medium" numeric>
          {formatShare(score, 1)}
        </Text>
        <Text as="p" variant="bodySm" tone="subdued" numeric>
          {price === null ? '' : formatPrice(price)}
        </Text>
      </div>
      {scores === null ? (
        <Text as="p" variant="bodySm" tone="subdued">
          Not among the model’s own candidates
        </Text>
      ) : (
        <dl className="model-scores">
          {MODELS.map(([model, name]) => (
            <div key={model}>
              <dt>{name}</dt>
              <dd aria-label={formatShare(scores[model], 1)}>
                <span style={{ inlineSize: `${Math.round(scores[model] * 100)}%` }} />
              </dd>
            </div>
          ))}
        </dl>
      )}
    </li>
  );
}

const MODELS: readonly (readonly [keyof ModelScores, string])[] = [
  ['boughtTogether', 'Bought together'],
  ['ease', 'EASE^R'],
  ['content', 'Content'],
  ['history', 'Earlier orders'],
  ['ownPurchases', 'Own purchases'],
  ['popularity', 'Popularity'],
];
