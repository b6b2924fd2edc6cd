import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFlowTrigger } from '#app/adapters/shopify/flow-trigger.ts';
import { gid } from '#app/domain/kernel/ids.ts';
import { setStage, type Stage } from '../support.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await setStage({ orderLimit: 50 });
});
afterAll(() => stage.close());

const page = async () => (await fetch(`${stage.sandbox.url}/workflows`)).text();

describe('the page of workflows', () => {
  it('says what it is for, while Flow was told nothing', async () => {
    expect(await page()).toContain('Nothing yet.');
  });

  it('shows what Flow was told by the trigger of a left cart, the newest first, as a workflow would get it', async () => {
    const flow = createFlowTrigger(() => ({
      query: async (text, variables) => (await stage.admin(text, variables)).data,
    }));
    const left = (customer: number, products: readonly string[]) =>
      flow.cartLeft('attune-demo.myshopify.com', {
        customerId: gid('Customer', customer),
        cartUrl: 'https://attune-demo.myshopify.com/cart/1:2',
        products,
        value: { amountMinor: 1_250, currency: 'GBP' },
      });
    expect(await left(1, ['Mug'])).toEqual({ kind: 'accepted' });
    expect(await left(2, ['Lamp <b>', 'Rug'])).toEqual({ kind: 'accepted' });
    const shown = await page();
    expect(shown).toContain('attune-cart-left');
    expect(shown).toContain('https://attune-demo.myshopify.com/cart/1:2');
    expect(shown).toContain('12.5');
    expect(shown).toContain('Lamp &#60;b&#62;\nRug');
    expect(shown.indexOf('Lamp')).toBeLessThan(shown.indexOf('Mug'));
  });
});
