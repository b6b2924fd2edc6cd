/** The sandbox's checkout: pages that host the really bundled extension in Web Workers. See README.md. */
export type {
  CheckoutChange,
  CheckoutLine,
  CheckoutOutcome,
  CheckoutRequest,
  CheckoutShop,
  CheckoutView,
} from './checkout-shop.ts';
