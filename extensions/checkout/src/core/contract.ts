/** The decision contract, types only: nothing of it is bundled. The constants are held to the contract by their types. */
import type {
  ACCEPTED_OFFER_ATTRIBUTE,
  DECISION_CONTRACT_VERSION,
  PREVIEW_ATTRIBUTE as PreviewAttribute,
} from '../../../../app/contracts/checkout-decision.ts';

export type {
  CheckoutFailureKind,
  DecisionRequestInput,
  EventsRequest,
  EventsRequestInput,
  ItemEventKind,
  Placement,
  WireChoice,
  WireItem,
  WireMessage,
  WireOffer,
  WirePaymentHint,
  WireSavedAddress,
} from '../../../../app/contracts/checkout-decision.ts';

export const VERSION: typeof DECISION_CONTRACT_VERSION = 1;
export const PREVIEW_ATTRIBUTE: typeof PreviewAttribute = '_attune_preview';
export const ACCEPTED_ATTRIBUTE: typeof ACCEPTED_OFFER_ATTRIBUTE = '_attune';
