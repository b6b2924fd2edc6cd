/** REST-shaped payloads with only what a test varies; everything else is the same ordinary order. */

export interface LineInput {
  readonly id?: number | string;
  readonly product_id?: number | null;
  readonly variant_id?: number | null;
  readonly title?: string;
  readonly quantity?: number;
  readonly current_quantity?: number;
  readonly price?: string;
  readonly tip_payment_gateway?: string | null;
  readonly properties?: readonly { name: string; value: string }[];
  readonly discount_allocations?: readonly { amount: string; discount_application_index?: number }[];
}

export function aLine(input: LineInput = {}) {
  return {
    id: 501,
    product_id: 601,
    variant_id: 701,
    title: 'Cake stand',
    quantity: 1,
    price: '12.95',
    ...input,
  };
}

export function anOrder(input: Readonly<Record<string, unknown>> & { readonly id: number | string }) {
  return {
    admin_graphql_api_id: `gid://shopify/Order/${input.id}`,
    created_at: '2026-11-20T10:00:00Z',
    processed_at: '2026-11-20T10:00:00Z',
    updated_at: '2026-11-20T10:00:00Z',
    cancelled_at: null,
    test: false,
    source_name: 'web',
    currency: 'GBP',
    subtotal_price: '12.95',
    total_price: '12.95',
    payment_gateway_names: ['visa'],
    customer: null,
    shipping_address: {
      first_name: 'Jo',
      address1: '1 Test Street',
      city: 'Leeds',
      zip: 'LS1 1AA',
      country_code: 'GB',
    },
    refunds: [],
    line_items: [aLine()],
    ...input,
  };
}

export function aCheckout(input: Readonly<Record<string, unknown>> & { readonly token: string }) {
  return {
    created_at: '2026-11-20T09:00:00Z',
    updated_at: '2026-11-20T09:30:00Z',
    completed_at: null,
    line_items: [{ variant_id: 701, product_id: 601, quantity: 1 }],
    ...input,
  };
}

/** A cart with one line of what it is worth in pounds; of nothing, an emptied one. */
export function aCartPayload(input: {
  token: string;
  worth: string | null;
  updated_at: string;
  created_at?: string;
}) {
  const { worth, ...times } = input;
  const line = { variant_id: 701, product_id: 601, quantity: 1, line_price: worth };
  return { ...times, line_items: worth === null ? [] : [line] };
}

export function aRefund(
  input: Readonly<Record<string, unknown>> & { readonly id: number; readonly order_id: number },
) {
  return {
    admin_graphql_api_id: `gid://shopify/Refund/${input.id}`,
    created_at: '2026-11-21T10:00:00Z',
    refund_line_items: [{ line_item_id: 501, quantity: 1, subtotal: 12.95 }],
    transactions: [{ kind: 'refund', status: 'success', amount: '12.95' }],
    ...input,
  };
}
