import { reactExtension } from '@shopify/ui-extensions-react/checkout';
import { mountPlacement } from './mount.tsx';

export default reactExtension('purchase.checkout.payment-method-list.render-before', (api) =>
  mountPlacement('checkout.payment', api),
);
