import type { PrismaClient, ApiKey as ApiKeyRow } from '../../../../prisma/generated/client.ts';
import type { ShopId } from '#app/domain/kernel/ids.ts';
import { toDate, toInstant } from '#app/domain/kernel/instant.ts';
import type { ApiKey, ApiKeyStore } from '#app/ports/api-key-store.ts';

/** API keys as rows: the key itself is never stored, only its SHA-256. */
export function createApiKeyStore(prisma: PrismaClient): ApiKeyStore {
  return {
    async create({ shopId, name, hint, hash }) {
      return toApiKey(
        await prisma.apiKey.create({ data: { shopId, name, hint, hash: Uint8Array.from(hash) } }),
      );
    },
    async list(shopId) {
      const rows = await prisma.apiKey.findMany({
        where: { shopId },
        orderBy: [{ createdAt: 'desc' }, { id: 'asc' }],
      });
      return rows.map(toApiKey);
    },
    async revoke(shopId, id, at) {
      const { count } = await prisma.apiKey.updateMany({
        where: { shopId, id, revokedAt: null },
        data: { revokedAt: toDate(at) },
      });
      return count === 1 || (await prisma.apiKey.count({ where: { shopId, id } })) === 1;
    },
    async findByHash(hash) {
      const row = await prisma.apiKey.findUnique({
        where: { hash: Uint8Array.from(hash) },
        include: { shop: { select: { domain: true } } },
      });
      return row === null ? null : { ...toApiKey(row), hash: row.hash, shopDomain: row.shop.domain };
    },
    async touch(shopId, id, at) {
      await prisma.apiKey.updateMany({ where: { shopId, id }, data: { lastUsedAt: toDate(at) } });
    },
  };
}

function toApiKey(row: ApiKeyRow): ApiKey {
  return {
    id: row.id,
    shopId: row.shopId as ShopId,
    name: row.name,
    hint: row.hint,
    createdAt: toInstant(row.createdAt),
    revokedAt: row.revokedAt === null ? null : toInstant(row.revokedAt),
    lastUsedAt: row.lastUsedAt === null ? null : toInstant(row.lastUsedAt),
  };
}
