import { Session } from '@shopify/shopify-api';
import type { OnlineAccessInfo } from '@shopify/shopify-api';
import type { SessionStorage } from '@shopify/shopify-app-session-storage';
import type { PrismaClient, Session as SessionRow } from '../../../../prisma/generated/client.ts';
import type { CipherBox } from './token-cipher.ts';

/**
 * Shopify's sessions in the session table. Tokens, and who is signed in, are sealed with the session's id and the field as
 * context, so that a cipher text opens nowhere else. Loading rejects with CipherFailure when they do not open.
 */
export function createSessionStorage(prisma: PrismaClient, cipher: CipherBox): SessionStorage {
  return {
    async storeSession(session) {
      const row = toRow(session, cipher);
      await prisma.session.upsert({ where: { id: row.id }, create: row, update: row });
      return true;
    },
    async loadSession(id) {
      const row = await prisma.session.findUnique({ where: { id } });
      return row === null ? undefined : toSession(row, cipher);
    },
    async deleteSession(id) {
      await prisma.session.deleteMany({ where: { id } });
      return true;
    },
    async deleteSessions(ids) {
      await prisma.session.deleteMany({ where: { id: { in: ids } } });
      return true;
    },
    async findSessionsByShop(shop) {
      const rows = await prisma.session.findMany({ where: { shop }, orderBy: { id: 'asc' } });
      return rows.map((row) => toSession(row, cipher));
    },
  };
}

type SealedField = 'accessToken' | 'refreshToken' | 'onlineAccessInfo';

function toRow(session: Session, cipher: CipherBox): SessionRow {
  const seal = (field: SealedField, text: string | undefined): string | null =>
    text ? cipher.seal(text, `${field}/${session.id}`) : null;
  const { onlineAccessInfo } = session;
  return {
    id: session.id,
    shop: session.shop,
    state: session.state,
    isOnline: session.isOnline,
    scope: session.scope ?? null,
    expires: session.expires ?? null,
    accessToken: seal('accessToken', session.accessToken),
    refreshToken: seal('refreshToken', session.refreshToken),
    refreshTokenExpires: session.refreshTokenExpires ?? null,
    onlineAccessInfo: seal('onlineAccessInfo', onlineAccessInfo && JSON.stringify(onlineAccessInfo)),
  };
}

function toSession(row: SessionRow, cipher: CipherBox): Session {
  const open = (field: SealedField): string | undefined => {
    const sealed = row[field];
    return sealed === null ? undefined : cipher.open(sealed, `${field}/${row.id}`);
  };
  const online = open('onlineAccessInfo');
  return new Session({
    id: row.id,
    shop: row.shop,
    state: row.state,
    isOnline: row.isOnline,
    scope: row.scope ?? undefined,
    expires: row.expires ?? undefined,
    accessToken: open('accessToken'),
    refreshToken: open('refreshToken'),
    refreshTokenExpires: row.refreshTokenExpires ?? undefined,
    onlineAccessInfo: online === undefined ? undefined : (JSON.parse(online) as OnlineAccessInfo),
  });
}
