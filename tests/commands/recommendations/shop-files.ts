import { writeFileSync } from 'node:fs';
import path from 'node:path';

const DAY = 86_400_000;

/** Writes a shop of pairs: customer i buys tea and pot i % 4 together every ten days or so, `orders` orders in all. */
export function writePairShop(folder: string, orders: number): { orders: string; products: string } {
  const rows = ['order,time,customer,country,sku,qty,price'];
  for (let order = 0; order < orders; order++) {
    const time = new Date(Date.UTC(2026, 0, 1) + (order * DAY) / 4).toISOString();
    const kind = order % 4;
    for (const sku of [`tea-${kind}`, `pot-${kind}`])
      rows.push(`o${order},${time},c${order % 40},GB,${sku},1,4.50`);
  }
  const products = ['sku,title,price'];
  for (let kind = 0; kind < 4; kind++)
    products.push(`tea-${kind},"Tea, no. ${kind}",4.50`, `pot-${kind},Pot ${kind},9`);
  const files = { orders: path.join(folder, 'orders.csv'), products: path.join(folder, 'products.csv') };
  writeFileSync(files.orders, `${rows.join('\n')}\n`);
  writeFileSync(files.products, `${products.join('\n')}\n`);
  return files;
}
