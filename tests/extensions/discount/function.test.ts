import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  assertInputType,
  buildSchema,
  coerceInputValue,
  execute,
  parse,
  validate,
  type ExecutionResult,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import { bundleFunction, readFunctionDefinition } from '#extensions/build-function.ts';
import { runFunction } from '#sandbox/functions/run-function.ts';
import { deliveryInput, FREE_SHIPPING, GOLD, linesInput } from './carts.ts';

const schema = buildSchema(
  readFileSync(join(import.meta.dirname, '../../../extensions/discount/schema.graphql'), 'utf8'),
);
const definition = await readFunctionDefinition();
const bundle = await bundleFunction();

const LINES = 'cart.lines.discounts.generate.run';
const DELIVERY = 'cart.delivery-options.discounts.generate.run';
const RESULTS: Readonly<Record<string, string>> = {
  [LINES]: 'CartLinesDiscountsGenerateRunResult',
  [DELIVERY]: 'CartDeliveryOptionsDiscountsGenerateRunResult',
};

const targetOf = (name: string) => {
  const found = definition.targeting.find(({ target }) => target === name);
  if (!found) throw new Error(`No target ${name}.`);
  return found;
};

/** Runs a target in QuickJS on an input that the query would give, and holds its output to Shopify's input type. */
function run(name: string, input: object): unknown {
  const { inputQuery, export: exported } = targetOf(name);
  const answer = execute({ schema, document: parse(inputQuery), rootValue: input }) as ExecutionResult;
  expect(answer.errors).toBeUndefined();
  expect(JSON.parse(JSON.stringify(answer.data))).toEqual(input);
  const output = runFunction(bundle, exported, input);
  const problems: string[] = [];
  coerceInputValue(output, assertInputType(schema.getType(RESULTS[name] ?? '')), (path, _, error) =>
    problems.push(`${path.join('.')}: ${error.message}`),
  );
  expect(problems).toEqual([]);
  return output;
}

const NOTHING = { operations: [] };
const orderDiscount = (message: string, value: object) => ({
  operations: [
    {
      orderDiscountsAdd: {
        selectionStrategy: 'FIRST',
        candidates: [{ message, targets: [{ orderSubtotal: { excludedCartLineIds: [] } }], value }],
      },
    },
  ],
});

describe('the input queries', () => {
  it.each(definition.targeting)('of $target are valid, without arguments unknown to Shopify', (one) => {
    expect(validate(schema, parse(one.inputQuery))).toEqual([]);
  });
});

describe('the run over cart lines', () => {
  it('gives a customer of the segment the discount, and a guest nothing', () => {
    expect(run(LINES, linesInput([GOLD], { segments: ['segment-gold'] }))).toEqual(
      orderDiscount('Gold: 10 % off', { percentage: { value: '10' } }),
    );
    expect(run(LINES, linesInput([GOLD]))).toEqual(NOTHING);
  });

  it('gives nothing to a customer of other segments, or who was never written', () => {
    expect(run(LINES, linesInput([GOLD], { segments: ['segment-new'] }))).toEqual(NOTHING);
    expect(run(LINES, linesInput([GOLD], { segments: null }))).toEqual(NOTHING);
  });

  it('gives an incentive without an audience to everyone but the segments it keeps out', () => {
    const everyone = { ...GOLD, audience: [], excluded: ['segment-staff'] };
    expect(run(LINES, linesInput([everyone]))).not.toEqual(NOTHING);
    expect(run(LINES, linesInput([everyone], { segments: ['segment-staff'] }))).toEqual(NOTHING);
  });

  it('gives the first incentive that fits', () => {
    const first = { ...GOLD, name: 'First', minimumSubtotal: '60.00' };
    const second = { ...GOLD, name: 'Second' };
    const third = { ...GOLD, name: 'Third', audience: [] };
    const input = linesInput([first, second, third], { segments: ['segment-gold'] });
    expect(run(LINES, input)).toEqual(orderDiscount('Second', { percentage: { value: '10' } }));
  });

  it('gives a buyer for a company nothing', () => {
    const buyer = { segments: ['segment-gold'], isBusiness: true };
    expect(run(LINES, linesInput([GOLD], buyer))).toEqual(NOTHING);
  });

  it("turns amounts and the minimum into the cart's currency", () => {
    const five = { ...GOLD, value: { kind: 'amount', amount: '5.00' } as const, minimumSubtotal: '50.00' };
    const euros = { segments: ['segment-gold'], currency: 'EUR', rate: '1.1789' };
    expect(run(LINES, linesInput([five], { ...euros, subtotal: '58.95' }))).toEqual(
      orderDiscount('Gold: 10 % off', { fixedAmount: { amount: '5.89' } }),
    );
    expect(run(LINES, linesInput([five], { ...euros, subtotal: '58.94' }))).toEqual(NOTHING);
  });

  it('takes off the picked products alone, and nothing where none is in the cart', () => {
    const picked = (id: string) =>
      ({ ...GOLD, appliesTo: { kind: 'products', productIds: [`gid://shopify/Product/${id}`] } }) as const;
    const buyer = { segments: ['segment-gold'] };
    expect(run(LINES, linesInput([picked('2')], buyer))).toEqual({
      operations: [
        {
          productDiscountsAdd: {
            selectionStrategy: 'FIRST',
            candidates: [
              {
                message: 'Gold: 10 % off',
                targets: [{ cartLine: { id: 'gid://shopify/CartLine/2' } }],
                value: { percentage: { value: '10' } },
              },
            ],
          },
        },
      ],
    });
    expect(run(LINES, linesInput([picked('9')], buyer))).toEqual(NOTHING);
  });

  it('gives nothing while nothing was written to the discount, or by another version of the app', () => {
    const input = linesInput([GOLD], { segments: ['segment-gold'] });
    expect(run(LINES, { ...input, discount: { metafield: null } })).toEqual(NOTHING);
    const later = { metafield: { jsonValue: { version: 2, incentives: 'all' } } };
    expect(run(LINES, { ...input, discount: later })).toEqual(NOTHING);
  });

  it('leaves shipping to the other run', () => {
    expect(run(LINES, linesInput([FREE_SHIPPING]))).toEqual(NOTHING);
  });
});

describe('the run over delivery options', () => {
  it('takes the whole price off every delivery option', () => {
    expect(run(DELIVERY, deliveryInput([GOLD, FREE_SHIPPING]))).toEqual({
      operations: [
        {
          deliveryDiscountsAdd: {
            selectionStrategy: 'ALL',
            candidates: [
              {
                message: 'Free shipping',
                targets: [{ deliveryGroup: { id: 'gid://shopify/CartDeliveryGroup/0' } }],
                value: { percentage: { value: '100' } },
              },
            ],
          },
        },
      ],
    });
  });

  it('gives nothing where there is nothing to deliver', () => {
    const input = deliveryInput([FREE_SHIPPING]);
    expect(run(DELIVERY, { ...input, cart: { ...input.cart, deliveryGroups: [] } })).toEqual(NOTHING);
  });
});

describe("the function's bundle", () => {
  it('is far below the 256 kB that Shopify takes of a module', () => {
    expect(Buffer.byteLength(bundle)).toBeLessThan(10_000);
  });

  it('asks for no clock, chance or network', () => {
    expect(bundle).not.toMatch(/\bDate\b|Math\.random|fetch\(|XMLHttpRequest|require\(/);
  });
});
