/** A worker thread that fits a shop; it says when the orders are told, and when all is fitted. */
import { parentPort, workerData } from 'node:worker_threads';
import { yieldToOthers } from '#app/adapters/training/yield-to-others.ts';
import { fitShop } from './fit-shop.ts';

export interface FitTask {
  readonly products: number;
  readonly orders: number;
}

yieldToOthers();
const { products, orders } = workerData as FitTask;
const { fitSeconds } = fitShop(products, orders);
parentPort?.postMessage(fitSeconds);
