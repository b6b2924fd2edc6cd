/** `node fit-alone.ts PRODUCTS ORDERS`: fits a shop in a process of its own and prints what it took. */
import { fitShop } from './fit-shop.ts';

export interface AloneFit {
  readonly lines: number;
  readonly fitSeconds: number;
  /** Most memory of the process, in bytes. */
  readonly peakBytes: number;
}

const [products = 0, orders = 0] = process.argv.slice(2).map(Number);
const { state, fitSeconds } = fitShop(products, orders);
const found: AloneFit = {
  lines: state.log.items.length,
  fitSeconds,
  peakBytes: process.resourceUsage().maxRSS * 1024,
};
console.log(JSON.stringify(found));
