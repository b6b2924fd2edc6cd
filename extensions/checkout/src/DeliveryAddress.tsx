import { reactExtension } from '@shopify/ui-extensions-react/checkout';
import { mountPlacement } from './mount.tsx';

export default reactExtension('purchase.checkout.delivery-address.render-before', (api) =>
  mountPlacement('checkout.delivery-address', api),
);
