import { BlockStack, Text } from '@shopify/polaris';
import { LAYOUTS, type Layout } from '#app/contracts/checkout-decision.ts';
import { LAYOUT_HELP, LAYOUT_TITLES } from './words.ts';

interface LayoutFieldProps {
  readonly chosen: Layout;
  readonly onChange: (layout: Layout) => void;
}

/** The layouts as pictures to choose from. */
export function LayoutField({ chosen, onChange }: LayoutFieldProps) {
  return (
    <fieldset className="layouts">
      <BlockStack gap="100">
        <Text as="p" variant="bodyMd">
          <legend>Layout</legend>
        </Text>
        <div className="layout-choices">
          {LAYOUTS.map((layout) => (
            <label key={layout} className="layout-choice">
              <input
                type="radio"
                name="layout"
                value={layout}
                checked={layout === chosen}
                onChange={() => onChange(layout)}
              />
              <Picture layout={layout} />
              {LAYOUT_TITLES[layout]}
            </label>
          ))}
        </div>
        <Text as="p" tone="subdued">
          {LAYOUT_HELP[chosen]}
        </Text>
      </BlockStack>
    </fieldset>
  );
}

/** Corners of the offers in a picture of 48 by 36, and their width. */
const OFFERS: Readonly<
  Record<Layout, { readonly at: readonly (readonly [number, number])[]; width: number }>
> = {
  one: { at: [[4, 13]], width: 40 },
  list: {
    at: [
      [4, 2],
      [4, 13],
      [4, 24],
    ],
    width: 40,
  },
  carousel: { at: [[9, 10]], width: 30 },
  grid: {
    at: [
      [3, 6],
      [25, 6],
      [3, 20],
      [25, 20],
    ],
    width: 20,
  },
  chips: {
    at: [
      [3, 8],
      [25, 8],
      [3, 20],
    ],
    width: 20,
  },
};

function Picture({ layout }: { layout: Layout }) {
  const { at, width } = OFFERS[layout];
  return (
    <svg viewBox="0 0 48 36" aria-hidden="true">
      {at.map(([x, y]) => (
        <g key={`${x} ${y}`}>
          <rect x={x} y={y} width={width} height="10" rx="2" className="layout-offer" />
          <rect x={x + 2} y={y + 2} width="6" height="6" rx="1" className="layout-detail" />
          <rect x={x + 10} y={y + 4} width={width - 13} height="2" rx="1" className="layout-detail" />
        </g>
      ))}
      {layout === 'carousel' && (
        <g className="layout-detail">
          <path d="M6 12 L3 15 L6 18 M42 12 L45 15 L42 18" className="layout-arrow" />
          {[18, 24, 30].map((x) => (
            <circle key={x} cx={x} cy="25" r="1.5" />
          ))}
        </g>
      )}
    </svg>
  );
}
