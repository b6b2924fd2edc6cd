import type pg from 'pg';
import { inTransaction } from '#app/adapters/postgres/transaction.ts';
import type { ShopId } from '#app/domain/kernel/ids.ts';
import type { MailAccountStore } from '#app/ports/mail-account-store.ts';
import type { MailAccount } from '#app/ports/mailer.ts';
import { lockShop } from '../shops/lock-shop.ts';
import type { CipherBox } from '../shops/token-cipher.ts';

interface AccountRow {
  host: string;
  port: number;
  security: MailAccount['security'];
  username: string;
  password_cipher: string | null;
  from_name: string;
  from_address: string;
  postal_address: string;
}

/** A password opens for its own shop only. */
const contextOf = (shopId: ShopId): string => `mail-account/${shopId}`;

/** A password goes to the server and the user it was entered for, and to no other. */
const SAVE = `
  INSERT INTO mail_account AS known (shop_id, host, port, security, username, password_cipher, from_name, from_address,
                                     postal_address, updated_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, now())
  ON CONFLICT (shop_id) DO UPDATE SET
    host = EXCLUDED.host, port = EXCLUDED.port, security = EXCLUDED.security, username = EXCLUDED.username,
    password_cipher = CASE WHEN EXCLUDED.password_cipher IS NOT NULL THEN EXCLUDED.password_cipher
                           WHEN EXCLUDED.username = known.username AND EXCLUDED.host = known.host
                            AND EXCLUDED.security <> 'none' THEN known.password_cipher END,
    from_name = EXCLUDED.from_name, from_address = EXCLUDED.from_address, postal_address = EXCLUDED.postal_address,
    updated_at = EXCLUDED.updated_at`;

const FIND = `
  SELECT host, port, security, username, password_cipher, from_name, from_address, postal_address
    FROM mail_account WHERE shop_id = $1`;

/** Mail accounts as rows, their passwords sealed. */
export function createMailAccountStore(pool: pg.Pool, cipher: CipherBox): MailAccountStore {
  const find = async (client: pg.Pool | pg.PoolClient, shopId: ShopId): Promise<MailAccount | null> => {
    const { rows } = await client.query<AccountRow>(FIND, [shopId]);
    return rows[0] ? toAccount(rows[0], shopId, cipher) : null;
  };
  return {
    find: (shopId) => find(pool, shopId),
    save: (shopId, draft, isAsOpened = () => true) =>
      inTransaction(pool, async (client) => {
        await lockShop(client, shopId);
        if (!isAsOpened(await find(client, shopId))) return false;
        const { host, port, security, username, password, fromName, fromAddress, postalAddress } = draft;
        const sealed = password ? cipher.seal(password, contextOf(shopId)) : null;
        const sender = [fromName, fromAddress, postalAddress];
        await client.query(SAVE, [shopId, host, port, security, username, sealed, ...sender]);
        return true;
      }),
  };
}

function toAccount(row: AccountRow, shopId: ShopId, cipher: CipherBox): MailAccount {
  return {
    host: row.host,
    port: row.port,
    security: row.security,
    username: row.username,
    password: row.password_cipher === null ? null : cipher.open(row.password_cipher, contextOf(shopId)),
    fromName: row.from_name,
    fromAddress: row.from_address,
    postalAddress: row.postal_address,
  };
}
