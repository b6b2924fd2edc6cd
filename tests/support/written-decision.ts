import type { Pool } from 'pg';
import { expect } from 'vitest';
import { eventually } from './eventually.ts';

/** A decision's row in the ledger, once it is there: that is a moment after the answer. Untyped, for each test reads other columns. */
export function writtenDecision(pool: Pool, decisionId: string): Promise<any> {
  return eventually(async () => {
    const { rows } = await pool.query('SELECT * FROM decision WHERE id = $1', [decisionId]);
    expect(rows).toHaveLength(1);
    return rows[0];
  });
}
