import type { WireMoney } from '#app/contracts/money.ts';

export function formatMoney({ amount, currencyCode }: WireMoney, language: string): string {
  return new Intl.NumberFormat(language, { style: 'currency', currency: currencyCode }).format(
    Number(amount),
  );
}
