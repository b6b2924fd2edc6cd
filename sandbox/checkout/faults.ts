/**
 * What a page can be asked to break between an extension, its server and its host. "slow" delays the answer of the server, the
 * others up to "token" take its place; "cart" is Shopify refusing a change of the cart at the buyer's tap.
 */
const FAULTS = ['slow', 'silent', 'down', '500', 'garbage', 'version', 'token', 'cart'] as const;
export type FaultKind = (typeof FAULTS)[number];

export interface Fault {
  readonly kind: FaultKind;
  /** In each worker this often, then never again. */
  readonly times: number;
}

/** Reads "down" or "down:1"; null for anything else. */
export function readFault(text: string | null): Fault | null {
  const [name, times] = (text ?? '').split(':');
  const kind = FAULTS.find((known) => known === name);
  return kind === undefined ? null : { kind, times: Number(times ?? Infinity) };
}
