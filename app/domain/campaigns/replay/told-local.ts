import { decidedHash, type ToldBasis } from '../local/told-basis.ts';
import { decideLocal, type LocalDecided } from '../local/decide-local.ts';
import type { LocalQuestion } from '../local/local-render.ts';
import type {
  CustomerPayload,
  Payloads,
  ProductPayload,
  RankerPayload,
  ShopPayload,
} from '../local/payload.ts';
import type { ProductId } from '../../kernel/ids.ts';
import { fail, ok, type Result } from '../../kernel/result.ts';
import type { SharedPart } from './pack.ts';
import type { MissingPart } from './unpack.ts';
import { textOf } from './unpack.ts';

/** What a checkout decided by itself before it asked, as far as it told: the payloads by their names, which are the keys of their parts. */
export interface ToldLocal {
  readonly question: LocalQuestion;
  readonly basis: ToldBasis;
}

/** The same made again. */
export interface ReplayedLocal extends ToldLocal {
  readonly payloads: Payloads;
  readonly decided: readonly LocalDecided[];
  readonly hash: number;
}

export function partsTold({ basis: { shop, ranker, products, customer } }: ToldLocal): readonly string[] {
  return [shop, ranker, ...Object.values(products), customer].filter((name) => name !== undefined);
}

/** Decides again by the payloads that the checkout decided by, with the code that it ran; or says that one is gone. */
export function replayLocal(
  { question, basis }: ToldLocal,
  find: (key: string) => SharedPart['content'] | undefined,
): Result<ReplayedLocal, MissingPart> {
  const missing = partsTold({ question, basis }).find((key) => find(key) === undefined);
  if (missing !== undefined) return fail({ kind: 'payload', key: missing });
  const read = <Payload>(key: string): Payload => JSON.parse(textOf(find(key) ?? '')) as Payload;
  const products = Object.entries(basis.products).map(
    ([id, key]) => [id as ProductId, read<ProductPayload>(key)] as const,
  );
  const payloads: Payloads = {
    shop: read<ShopPayload>(basis.shop),
    ranker: basis.ranker === undefined ? null : read<RankerPayload>(basis.ranker),
    products: new Map(products),
    customer: basis.customer === undefined ? null : read<CustomerPayload>(basis.customer),
    syncedSegments: basis.segments ?? [],
  };
  const decided = decideLocal(payloads, question);
  return ok({ question, basis, payloads, decided, hash: decidedHash(decided) });
}
