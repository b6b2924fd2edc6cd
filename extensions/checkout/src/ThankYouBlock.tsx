import { reactExtension } from '@shopify/ui-extensions-react/checkout';
import { mountPlacement } from './mount.tsx';

export default reactExtension('purchase.thank-you.block.render', (api) =>
  mountPlacement('thank-you.block', api),
);
