import { KNOWLEDGE_DEFAULTS } from '#app/domain/recommendations/ranking/knowledge.ts';
import {
  createShopState,
  fitState,
  takeOrder,
  type Fitted,
  type ShopState,
} from '#app/domain/recommendations/shop-state.ts';
import { eachOrder, makeProducts } from './synthetic-orders.ts';

export interface FittedShop {
  readonly state: ShopState;
  readonly fitted: Fitted;
  readonly fitSeconds: number;
}

/** A made-up shop, told all orders and fitted once. The same numbers give the same shop. */
export function fitShop(products: number, orders: number): FittedShop {
  const state = createShopState(makeProducts(products));
  for (const order of eachOrder(orders, products, 1)) takeOrder(state, order, KNOWLEDGE_DEFAULTS);
  const startedAt = performance.now();
  const fitted = fitState(state, KNOWLEDGE_DEFAULTS);
  return { state, fitted, fitSeconds: (performance.now() - startedAt) / 1000 };
}
