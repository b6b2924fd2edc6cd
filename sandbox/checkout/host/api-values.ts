import type { CheckoutAddress, CheckoutLine, CheckoutView } from '../checkout-shop.ts';
import type { WireMoney } from '#app/contracts/money.ts';
import type { ApiValues } from '../protocol.ts';
import type { ExtensionDefinition } from './extension-definition.ts';
import type { PageData } from './page-data.ts';
import type { Switches } from './switches.ts';

export interface ApiState {
  readonly data: PageData;
  readonly checkout: CheckoutView;
  readonly switches: Switches;
  readonly paymentHandle: string;
  /** True once something of the extension is on the screen. */
  readonly isRendered: boolean;
}

export function isThankYou(target: string): boolean {
  return target.startsWith('purchase.thank-you.');
}

/** On the page of an order, in customer accounts. */
const isOrderStatus = (target: string): boolean => target.startsWith('customer-account.order-status.');

/** The order is placed: nothing of it can be written any more. */
export const isAfterOrder = (target: string): boolean => isThankYou(target) || isOrderStatus(target);

/** Every subscribable of the extension API by path, for one target. Absent rights are absent paths, as on Shopify. */
export function apiValues(state: ApiState, target: string, definition: ExtensionDefinition): ApiValues {
  return {
    ...cartValues(state.checkout),
    ...placeValues(state, definition),
    ...(state.switches.hasProtectedData ? buyerValues(state) : {}),
    ...paymentValues(state),
    ...(isOrderStatus(target) ? {} : { instructions: instructionsOf(state.switches.isLocked) }),
    settings: state.switches.settings,
    appMetafields: appMetafieldsOf(state, definition),
    metafields: [],
    checkoutToken: state.checkout.token,
    checkoutSettings: { orderSubmission: 'ORDER', shippingAddress: { isEditable: true } },
    customerPrivacy: privacyOf(state),
    'extension.rendered': state.isRendered,
    'extension.capabilities': Object.keys(definition.capabilities),
    'buyerJourney.completed': state.checkout.order !== null,
    'buyerJourney.steps': [],
    'buyerJourney.activeStep': { handle: isThankYou(target) ? 'thank-you' : 'checkout' },
    ...(isThankYou(target) ? { orderConfirmation: orderConfirmationOf(state.checkout) } : {}),
    ...(isOrderStatus(target) ? orderValues(state.checkout) : {}),
  };
}

const OWNER_TYPES: Readonly<Record<string, string>> = {
  Shop: 'shop',
  Product: 'product',
  Customer: 'customer',
};

/** What the extension's toml asks for. API 2025-07 names an owner by its number, later ones by its gid. */
function appMetafieldsOf(
  { checkout, switches }: ApiState,
  { apiVersion, metafields }: ExtensionDefinition,
): readonly object[] {
  return checkout.metafields
    .filter((field) =>
      metafields.some(({ namespace, key }) => field.namespace === namespace && field.key === key),
    )
    .flatMap(({ ownerId, namespace, key, type, value }) => {
      const [ownerType = '', number = ''] = ownerId.split('/').slice(-2);
      if (ownerType === 'Customer' && !switches.hasProtectedData) return [];
      const id = apiVersion < '2025-10' ? number : ownerId;
      return [
        {
          target: { type: OWNER_TYPES[ownerType] ?? ownerType, id },
          metafield: { namespace, key, type, value, valueType: type === 'json' ? 'json_string' : 'string' },
        },
      ];
    });
}

function cartValues(checkout: CheckoutView): ApiValues {
  return {
    lines: checkout.lines.map(cartLineOf),
    'cost.subtotalAmount': moneyOf(checkout.subtotal),
    'cost.totalShippingAmount': checkout.shipping === null ? undefined : moneyOf(checkout.shipping),
    'cost.totalTaxAmount': undefined,
    'cost.totalAmount': moneyOf(checkout.total),
    attributes: checkout.attributes,
    note: undefined,
    discountCodes: [],
    discountAllocations: [],
    appliedGiftCards: [],
    deliveryGroups: [deliveryGroupOf(checkout)],
  };
}

function cartLineOf(line: CheckoutLine): object {
  return {
    id: line.id,
    quantity: line.quantity,
    cost: { totalAmount: moneyOf(line.total) },
    attributes: line.attributes,
    discountAllocations: [],
    lineComponents: [],
    parentRelationship: null,
    merchandise: {
      type: 'variant',
      id: line.variantId,
      title: line.title,
      subtitle: line.subtitle ?? undefined,
      image: line.imageUrl === null ? undefined : { url: absolute(line.imageUrl), altText: line.title },
      selectedOptions: [],
      product: { id: line.productId, vendor: line.vendor, productType: line.productType },
      requiresShipping: true,
      sku: line.sku ?? undefined,
    },
  };
}

function deliveryGroupOf(checkout: CheckoutView): object {
  return {
    groupType: 'oneTimePurchase',
    isDeliveryRequired: true,
    targetedCartLines: checkout.lines.map(({ id }) => ({ id })),
    selectedDeliveryOption:
      checkout.shippingHandle === null ? undefined : { handle: checkout.shippingHandle },
    deliveryOptions: checkout.shippingOptions.map((option) => ({
      type: 'shipping',
      handle: option.handle,
      code: option.handle,
      title: option.title,
      carrier: {},
      cost: moneyOf(option.price),
      costAfterDiscounts: moneyOf(option.price),
      deliveryEstimate: {},
      metafields: [],
    })),
  };
}

function placeValues({ checkout, switches }: ApiState, definition: ExtensionDefinition): ApiValues {
  return {
    'localization.country': { isoCode: checkout.countryCode },
    'localization.currency': { isoCode: checkout.currencyCode },
    'localization.language': { isoCode: switches.language },
    'localization.extensionLanguage': { isoCode: chooseLocale(definition, switches.language) },
    'localization.market': undefined,
    'localization.timezone': Intl.DateTimeFormat().resolvedOptions().timeZone,
  };
}

const COMPANY = {
  company: { id: 'gid://shopify/Company/1', name: 'Sandbox & Sons', externalId: undefined },
  location: undefined,
};

function buyerValues({ checkout, switches }: ApiState): ApiValues {
  const { customer } = checkout;
  return {
    shippingAddress: addressOf(checkout.shippingAddress, checkout.countryCode),
    billingAddress: undefined,
    'buyerIdentity.email': checkout.email ?? undefined,
    'buyerIdentity.phone': customer?.phone ?? undefined,
    'buyerIdentity.purchasingCompany': switches.isBusiness ? COMPANY : undefined,
    'buyerIdentity.customer':
      customer === null
        ? undefined
        : {
            id: customer.id,
            email: customer.email ?? undefined,
            phone: customer.phone ?? undefined,
            firstName: customer.firstName ?? undefined,
            lastName: customer.lastName ?? undefined,
            fullName: [customer.firstName, customer.lastName].filter((name) => name !== null).join(' '),
            image: { url: '' },
            acceptsMarketing: customer.acceptsMarketing,
            acceptsEmailMarketing: customer.acceptsMarketing,
            acceptsSmsMarketing: false,
            storeCreditAccounts: [],
            ordersCount: customer.ordersCount,
          },
  };
}

/** Shopify gives the country as soon as it is known, the rest once the buyer has typed it. */
function addressOf(address: CheckoutAddress | null, countryCode: string): object {
  const name = [address?.firstName, address?.lastName].filter((part) => part !== undefined).join(' ');
  return {
    ...address,
    countryCode: address?.countryCode ?? countryCode,
    name: name === '' ? undefined : name,
  };
}

function paymentValues({ data, paymentHandle }: ApiState): ApiValues {
  const options = data.paymentOptions.map(({ handle, type }) => ({ handle, type }));
  return {
    availablePaymentOptions: options,
    selectedPaymentOptions: options.filter(({ handle }) => handle === paymentHandle),
  };
}

function instructionsOf(isLocked: boolean): object {
  const can = !isLocked;
  return {
    attributes: { canUpdateAttributes: can },
    delivery: { canSelectCustomAddress: can },
    discounts: { canUpdateDiscountCodes: can },
    lines: { canAddCartLine: can, canRemoveCartLine: can, canUpdateCartLine: can },
    metafields: { canSetCartMetafields: can, canDeleteCartMetafield: can },
    notes: { canUpdateNote: can },
  };
}

function privacyOf({ switches, checkout }: ApiState): object {
  return {
    allowedProcessing: switches.consent,
    visitorConsent: switches.consent,
    metafields: [],
    shouldShowBanner: false,
    saleOfDataRegion: false,
    region: { countryCode: checkout.countryCode },
  };
}

function orderValues({ order, customer }: CheckoutView): ApiValues {
  return {
    order: order === null ? undefined : { id: order.id, name: order.number },
    authenticationState: customer === null ? 'pre_authenticated' : 'fully_authenticated',
  };
}

function orderConfirmationOf({ order }: CheckoutView): object | undefined {
  return order === null
    ? undefined
    : { order: { id: order.id }, number: order.number, isFirstOrder: order.isFirstOrder };
}

function moneyOf(money: WireMoney): { amount: number; currencyCode: string } {
  return { amount: Number(money.amount), currencyCode: money.currencyCode };
}

/** The extension's own locale for the buyer's language: exact, then its base language, then the default. */
export function chooseLocale(definition: ExtensionDefinition, language: string): string {
  const base = language.split('-')[0] ?? language;
  return [language, base].find((locale) => locale in definition.locales) ?? definition.defaultLocale;
}

/** Paths whose value changed, compared as JSON. */
export function changedValues(before: ApiValues, after: ApiValues): ApiValues {
  return Object.fromEntries(
    Object.entries(after).filter(([path, value]) => JSON.stringify(before[path]) !== JSON.stringify(value)),
  );
}

/** Extensions run elsewhere: an address relative to the page means nothing to them. */
function absolute(url: string): string {
  return new URL(url, document.baseURI).href;
}
