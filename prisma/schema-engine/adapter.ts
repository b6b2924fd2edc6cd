import { randomUUID } from 'node:crypto';
import { PrismaPg } from '@prisma/adapter-pg';
import type { SqlDriverAdapter, SqlMigrationAwareDriverAdapterFactory } from '@prisma/driver-adapter-utils';
import type pg from 'pg';
import { cataloguePool, connectionOptions } from './connection.ts';

/**
 * The driver adapter the schema engine works through. It differs from @prisma/adapter-pg in three places where
 * that one fails: catalogue types, a shadow database that is really another database, and scripts sent whole
 * (the original cuts them at every semicolon, also inside comments and functions).
 */
export function migrationAdapter(url: string): SqlMigrationAwareDriverAdapterFactory {
  const options = connectionOptions(url);
  return {
    provider: 'postgres',
    adapterName: '@prisma/adapter-pg',
    connect: () => connect(options),
    connectToShadowDb: () => connectToShadow(options),
  };
}

async function connect(options: pg.ClientConfig): Promise<SqlDriverAdapter> {
  const adapter = await new PrismaPg(cataloguePool(options), { disposeExternalPool: true }).connect();
  adapter.executeScript = async (script) => {
    try {
      await adapter.underlyingDriver().query(script);
    } catch (error) {
      await adapter.executeRaw({ sql: FAILED_TRANSACTION, args: [], argTypes: [] }).catch(() => {});
      throw error;
    }
  };
  return adapter;
}

const FAILED_TRANSACTION = 'ROLLBACK';

async function connectToShadow(options: pg.ClientConfig): Promise<SqlDriverAdapter> {
  const database = `shadow_${randomUUID().replaceAll('-', '')}`;
  const owner = await connect(options);
  await owner.executeScript(`CREATE DATABASE ${database}`);
  const shadow = await connect({ ...options, database });
  const dispose = shadow.dispose.bind(shadow);
  shadow.dispose = async () => {
    await dispose();
    await owner.executeScript(`DROP DATABASE IF EXISTS ${database} WITH (FORCE)`);
    await owner.dispose();
  };
  return shadow;
}
