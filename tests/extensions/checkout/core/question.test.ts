import { describe, expect, it } from 'vitest';
import { ACCEPTED_OFFER_ATTRIBUTE, decisionRequest, PLACEMENTS } from '#app/contracts/checkout-decision.ts';
import { canChooseAt } from '#app/domain/campaigns/can-choose.ts';
import { ACCEPTED_ATTRIBUTE } from '#extensions/checkout/src/core/contract.ts';
import type { Host, HostLine } from '#extensions/checkout/src/core/host.ts';
import { askFor, signatureOf } from '#extensions/checkout/src/core/question.ts';
import { line } from '#tests/extensions/support/fake-checkout.ts';

describe('askFor', () => {
  it('fits the contract for the largest cart and the longest list of dismissals', () => {
    const lines = Array.from({ length: 1106 }, (_, number) => line(`gid://shopify/ProductVariant/${number}`));
    const dismissed = Array.from({ length: 150 }, (_, number) => `c1:${number}`);
    const question = decisionRequest.parse(askFor(hostWith({ lines }), 'checkout.block', dismissed));
    expect(question.lines).toHaveLength(500);
    expect(question.dismissed).toHaveLength(100);
    expect(question.dismissed.at(-1)).toBe('c1:149');
  });

  it('states the cost of a line with at most four decimals', () => {
    const priced = { ...line('gid://shopify/ProductVariant/1'), cost: cost(0.1 + 0.2) };
    const question = askFor(hostWith({ lines: [priced] }), 'checkout.block', []);
    expect(question.lines?.[0]?.cost?.amount).toBe('0.3');
  });

  it('says that variants can be chosen where the server takes it that they can', () => {
    for (const placement of PLACEMENTS)
      expect(askFor(hostWith({}), placement, []).canChoose).toBe(canChooseAt(placement));
  });

  it('claims no consent that the host does not state', () => {
    const host = { ...hostWith({}), customerPrivacy: undefined };
    expect(askFor(host, 'checkout.block', []).consent).toEqual({
      analytics: false,
      marketing: false,
      preferences: false,
    });
  });
});

describe('signatureOf', () => {
  it('does not depend on the order or the ids of lines', () => {
    const [one, two] = [line('gid://shopify/ProductVariant/1'), line('gid://shopify/ProductVariant/2')];
    const other = [{ ...two, id: 'new' }, one];
    expect(signatureOf(hostWith({ lines: [one, two] }))).toBe(signatureOf(hostWith({ lines: other })));
  });

  it('changes with a quantity, a cost, the country, the language, the consent and the buyer', () => {
    const cart = line('gid://shopify/ProductVariant/1');
    const signatures = [
      hostWith({ lines: [cart] }),
      hostWith({ lines: [{ ...cart, quantity: 2 }] }),
      hostWith({ lines: [cart], country: 'FR' }),
      hostWith({ lines: [cart], analytics: false }),
      hostWith({ lines: [cart], language: 'de' }),
      hostWith({ lines: [cart], customerId: 'gid://shopify/Customer/1' }),
      hostWith({ lines: [{ ...cart, cost: cost(1.25) }] }),
    ].map(signatureOf);
    expect(new Set(signatures).size).toBe(7);
  });
});

describe('ACCEPTED_ATTRIBUTE', () => {
  it("is the contract's", () => {
    expect(ACCEPTED_ATTRIBUTE).toBe(ACCEPTED_OFFER_ATTRIBUTE);
  });
});

function cost(amount: number) {
  return { totalAmount: { amount, currencyCode: 'GBP' } };
}

function live<Value>(current: Value) {
  return { current, subscribe: () => undefined };
}

/** Only what the question reads. */
function hostWith(state: {
  lines?: readonly HostLine[];
  country?: string;
  language?: string;
  analytics?: boolean;
  customerId?: string;
}): Host {
  const { lines = [], country = 'GB', language = 'en', analytics = true, customerId } = state;
  const host: Pick<Host, 'lines' | 'localization' | 'checkoutToken' | 'customerPrivacy' | 'buyerIdentity'> = {
    lines: live(lines),
    localization: {
      country: live({ isoCode: country }),
      currency: live({ isoCode: 'GBP' }),
      language: live({ isoCode: language }),
    },
    checkoutToken: live('checkout-1'),
    customerPrivacy: live({ allowedProcessing: { analytics, marketing: false, preferences: false } }),
    buyerIdentity: { customer: live(customerId === undefined ? undefined : { id: customerId }) },
  };
  return host as Host;
}
