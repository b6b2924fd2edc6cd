import { BlockStack, Card } from '@shopify/polaris';
import { CardHead } from '../card-head.tsx';
import { useState } from 'react';
import { ProductPicker, type PickedProduct } from '../product-picker.tsx';
import { ShopperField } from '../shopper-field.tsx';
import { useAsk } from '../use-ask.ts';
import { ASK_URL } from './ask-url.ts';
import { TriedList, type Tried } from './tried-list.tsx';

interface TriedAnswer {
  readonly tried: Tried | null;
  readonly problem: string | null;
}

interface TryCardProps {
  /** Names the choices and the model that answer: others answer anew. */
  readonly of: string;
}

const TYPING_MS = 400;

/** Any cart and shopper: what would be offered, why, and what the guardrails kept back. */
export function TryCard({ of }: TryCardProps) {
  const [cart, setCart] = useState<readonly PickedProduct[]>([]);
  const [shopper, setShopper] = useState('');
  const question = { intent: 'try', products: cart.map(({ id }) => id), shopper };
  const { answer, isAsking, problem } = useAsk<TriedAnswer>(ASK_URL, question, TYPING_MS, of);
  const sentence = problem ?? answer?.problem ?? null;
  return (
    <Card padding="0">
      <div className="card-head">
        <BlockStack gap="400">
          <CardHead title="Try it">
            What checkout would offer now, as saved: the same model, choices and guardrails. Nothing is
            recorded.
          </CardHead>
          <div className="two-halves">
            <ProductPicker
              label="Put products into the cart"
              picked={cart}
              error={undefined}
              onChange={setCart}
            />
            <ShopperField
              value={shopper}
              onChange={setShopper}
              helpText="Left empty: a guest. Attune keeps no names and no e-mail addresses, so a customer is found by number."
              problem={sentence}
              isAsking={isAsking}
            />
          </div>
        </BlockStack>
      </div>
      {answer?.tried && <TriedList tried={answer.tried} />}
    </Card>
  );
}
