import {
  Badge,
  BlockStack,
  Button,
  InlineError,
  InlineStack,
  Spinner,
  Text,
  TextField,
} from '@shopify/polaris';
import { DeleteIcon } from '@shopify/polaris-icons';
import { useFetcher } from '@remix-run/react';
import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { formatPrice } from './format.ts';

export interface PickedProduct {
  readonly id: string;
  readonly title: string;
  readonly imageUrl: string | null;
  readonly price: { readonly amountMinor: number; readonly currency: string } | null;
  readonly isPublished: boolean;
  /** The catalog does not hold it any more. */
  readonly isGone?: boolean;
}

interface ProductPickerProps {
  /** Names the search; pickers of one page have different ones. */
  readonly label?: string;
  readonly picked: readonly PickedProduct[];
  readonly error: string | undefined;
  readonly onChange: (picked: readonly PickedProduct[]) => void;
}

const SEARCH_DELAY_MS = 250;

/** Products chosen by hand, in the order they are offered, with a search over the catalog. */
export function ProductPicker({ label = 'Find products', picked, error, onChange }: ProductPickerProps) {
  const [text, setText] = useState('');
  const { found, isSearching } = useProductSearch(text);
  const free = found?.filter(({ id }) => !picked.some((product) => product.id === id)) ?? null;
  return (
    <BlockStack gap="300">
      {picked.length > 0 && (
        <BlockStack gap="200">
          {picked.map((product) => (
            <ProductLine key={product.id} {...product}>
              <Button
                icon={DeleteIcon}
                variant="tertiary"
                accessibilityLabel={`Remove ${product.title}`}
                onClick={() => onChange(picked.filter(({ id }) => id !== product.id))}
              />
            </ProductLine>
          ))}
        </BlockStack>
      )}
      <TextField
        label={label}
        value={text}
        onChange={setText}
        autoComplete="off"
        type="search"
        placeholder="Title or SKU"
        clearButton
        onClearButtonClick={() => setText('')}
        suffix={isSearching ? <Spinner size="small" accessibilityLabel="Searching" /> : undefined}
      />
      {error !== undefined && <InlineError message={error} fieldID="products" />}
      {text.trim() !== '' && free !== null && (
        <BlockStack gap="200">
          {free.length === 0 && !isSearching && (
            <Text as="p" tone="subdued">
              No other product on sale fits “{text.trim()}”.
            </Text>
          )}
          {free.map((product) => (
            <ProductLine key={product.id} {...product}>
              <Button
                size="slim"
                onClick={() => onChange([...picked, product])}
                accessibilityLabel={`Add ${product.title}`}
              >
                Add
              </Button>
            </ProductLine>
          ))}
        </BlockStack>
      )}
    </BlockStack>
  );
}

function ProductLine({
  title,
  imageUrl,
  price,
  isPublished,
  isGone = false,
  children,
}: PickedProduct & { children: ReactNode }) {
  return (
    <div className="product-row">
      {imageUrl === null ? <span className="no-image" /> : <img src={imageUrl} alt="" loading="lazy" />}
      <BlockStack>
        <Text as="span" breakWord>
          {title}
        </Text>
        <InlineStack gap="200" blockAlign="center">
          {!isGone && (
            <Text as="span" variant="bodySm" tone="subdued" numeric>
              {price === null ? 'No price' : formatPrice(price)}
            </Text>
          )}
          {isGone ? (
            <Badge tone="critical">Gone from the catalog</Badge>
          ) : (
            !isPublished && <Badge tone="attention">Not on sale</Badge>
          )}
        </InlineStack>
      </BlockStack>
      {children}
    </div>
  );
}

function useProductSearch(text: string): { found: readonly PickedProduct[] | null; isSearching: boolean } {
  const fetcher = useFetcher<{ products: readonly PickedProduct[] }>();
  const load = useRef(fetcher.load);
  load.current = fetcher.load;
  const query = text.trim();
  useEffect(() => {
    if (query === '') return undefined;
    const timer = setTimeout(
      () => load.current(`/app/products?q=${encodeURIComponent(query)}`),
      SEARCH_DELAY_MS,
    );
    return () => clearTimeout(timer);
  }, [query]);
  return { found: fetcher.data?.products ?? null, isSearching: fetcher.state !== 'idle' };
}
