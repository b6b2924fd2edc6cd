/**
 * Checked by the type checker, not run. Components of @shopify/ui-extensions-react are untyped unless tsconfig.json maps the
 * sources its declarations name: then these wrong props would pass, and each `@ts-expect-error` would be an error itself.
 */
import { Button, InlineLayout } from '@shopify/ui-extensions-react/checkout';
import type { ComponentProps } from 'react';
import type { Button as AdapterButton } from '#extensions/react-adapter/src/surface.d.ts';

// @ts-expect-error There is no such kind of button.
export const wrongKind = <Button kind="foo">Add</Button>;

// @ts-expect-error The checkout extension sees the same types through the adapter.
export const wrongAdapterKind: ComponentProps<typeof AdapterButton>['kind'] = 'foo';

// @ts-expect-error Spacing has names, not numbers.
export const wrongSpacing = <InlineLayout spacing={12} />;
