import { z } from 'zod';
import {
  CONFIGURATION_KEY,
  METAFIELD_NAMESPACE,
  SEGMENTS_KEY,
  type IncentiveConfiguration,
} from '#app/domain/campaigns/incentives/configuration.ts';
import type { IncentiveDiscounts } from '#app/ports/incentive-discounts.ts';
import { ShopifyRejected } from '#app/ports/shopify-rejected.ts';
import type { AdminApi } from './admin-client.ts';
import { createMetafields, jsonField } from './metafields.ts';
import { CREATE_DISCOUNT, DELETE_DISCOUNT, UPDATE_DISCOUNT } from './operations/incentive-operations.ts';
import { readAnswer } from './read-answer.ts';

/** Of extensions/discount/shopify.extension.toml. */
const FUNCTION_HANDLE = 'attune-incentives';

const userErrors = z.array(z.object({ message: z.string(), field: z.array(z.string()).nullish() }));
type UserErrors = z.infer<typeof userErrors>;
const putAnswer = z.object({
  automaticAppDiscount: z.object({ discountId: z.string() }).nullable(),
  userErrors,
});
const createAnswer = z.object({ discountAutomaticAppCreate: putAnswer });
const updateAnswer = z.object({ discountAutomaticAppUpdate: putAnswer });
const deleteAnswer = z.object({ discountAutomaticDelete: z.object({ userErrors }) });

/** One automatic discount of the Discount Function in each shop, and the metafields it reads. */
export function createIncentiveDiscounts(apiOf: (domain: string) => AdminApi): IncentiveDiscounts {
  const metafields = createMetafields(apiOf);
  return {
    writeSegments: (domain, customers) =>
      metafields.write(
        domain,
        customers.map(({ customerId: ownerId, segmentIds: value }) => ({
          ownerId,
          key: SEGMENTS_KEY,
          value,
        })),
      ),
    make: (domain, at) => make(apiOf(domain), at),
    configure: (domain, discountId, configuration) => configure(apiOf(domain), discountId, configuration),
    async remove(domain, discountId) {
      const answer = readAnswer(deleteAnswer, await apiOf(domain).query(DELETE_DISCOUNT, { id: discountId }));
      const { userErrors: errors } = answer.discountAutomaticDelete;
      if (!isGone(errors)) refuse('delete the discount', errors);
    },
  };
}

/** The only argument by that name is the discount's id: it names none. */
const isGone = (errors: UserErrors): boolean => errors.some(({ field }) => field?.includes('id'));

const TITLE = 'Attune incentives';

/**
 * No two automatic discounts of a shop may have one title: where Shopify made one without telling, or the merchant's own has it, the
 * time tells them apart.
 */
async function make(api: AdminApi, at: Date): Promise<string> {
  const made = await create(api, TITLE, at);
  const isTaken = made.userErrors.some(({ field }) => field?.includes('title'));
  return discountOf(isTaken ? await create(api, `${TITLE} ${at.toISOString()}`, at) : made);
}

async function create(api: AdminApi, title: string, at: Date): Promise<z.infer<typeof putAnswer>> {
  const discount = {
    title,
    functionHandle: FUNCTION_HANDLE,
    startsAt: at.toISOString(),
    discountClasses: ['ORDER', 'PRODUCT', 'SHIPPING'],
    combinesWith: { orderDiscounts: false, productDiscounts: false, shippingDiscounts: false },
  };
  return readAnswer(createAnswer, await api.query(CREATE_DISCOUNT, { discount })).discountAutomaticAppCreate;
}

async function configure(api: AdminApi, id: string, configuration: IncentiveConfiguration): Promise<boolean> {
  const discount = {
    metafields: [{ namespace: METAFIELD_NAMESPACE, key: CONFIGURATION_KEY, ...jsonField(configuration) }],
  };
  const answer = readAnswer(updateAnswer, await api.query(UPDATE_DISCOUNT, { id, discount }));
  const { discountAutomaticAppUpdate: updated } = answer;
  if (isGone(updated.userErrors)) return false;
  discountOf(updated);
  return true;
}

function discountOf({ automaticAppDiscount, userErrors: errors }: z.infer<typeof putAnswer>): string {
  refuse('write the discount', errors);
  if (automaticAppDiscount) return automaticAppDiscount.discountId;
  throw new ShopifyRejected('Shopify did not write the discount and gave no reason.', { retryable: true });
}

function refuse(what: string, [error]: UserErrors): void {
  if (error) throw new ShopifyRejected(`Shopify refused to ${what}: ${error.message}`, { retryable: false });
}
