import { randomUUID } from 'node:crypto';
import { PrismaPg } from '@prisma/adapter-pg';
import { ColumnTypeEnum } from '@prisma/driver-adapter-utils';
import type { SqlDriverAdapter, SqlMigrationAwareDriverAdapterFactory } from '@prisma/driver-adapter-utils';
import type pg from 'pg';
import { connectToCatalogue, connectionOptions } from './connection.ts';

export interface MigrationAdapter extends SqlMigrationAwareDriverAdapterFactory {
  /** Ends what was opened. Prisma's advisory lock lives as long as its connection, so each request must end its own. */
  close(): Promise<void>;
}

/**
 * The driver adapter the schema engine works through. It differs from @prisma/adapter-pg in three places where
 * that one fails: catalogue types, a shadow database that is really another database, and scripts sent whole
 * (the original cuts them at every semicolon, also inside comments and functions).
 */
export function migrationAdapter(url: string): MigrationAdapter {
  const options = connectionOptions(url);
  const opened: SqlDriverAdapter[] = [];
  return {
    provider: 'postgres',
    adapterName: '@prisma/adapter-pg',
    connect: async () => {
      const adapter = await connect(options);
      opened.push(adapter);
      return adapter;
    },
    connectToShadowDb: () => connectToShadow(options),
    close: async () => {
      await Promise.all(opened.map((adapter) => adapter.dispose()));
    },
  };
}

async function connect(options: pg.ClientConfig): Promise<SqlDriverAdapter> {
  const { pool, charColumns } = connectToCatalogue(options);
  const adapter = await new PrismaPg(pool, { disposeExternalPool: true }).connect();
  const queryRaw = adapter.queryRaw.bind(adapter);
  adapter.queryRaw = async (query) => {
    const result = await queryRaw(query);
    for (const index of charColumns()) result.columnTypes[index] = ColumnTypeEnum.Character;
    return result;
  };
  adapter.executeScript = async (script) => {
    await adapter.executeRaw({ sql: script, args: [], argTypes: [] });
  };
  return adapter;
}

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
