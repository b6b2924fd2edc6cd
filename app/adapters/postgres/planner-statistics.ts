import type pg from 'pg';
import type { PlannerStatistics } from '#app/ports/planner-statistics.ts';

/** Changes below which no table is worth a look. */
const LEAST_CHANGES = 1_000;

/**
 * Rows looked at are 300 times as many. PostgreSQL takes 100, which costs ten times as much; what matters here is how large a table is and
 * which of its values are common, and autovacuum looks again, at all of its usual sample, once the table rests.
 */
const STATISTICS_TARGET = 10;

/** As many changes as it had rows: about twice as large, or wholly other. PostgreSQL counts them itself. */
const OUTGROWN = `
  SELECT quote_ident(stat.relname) AS name FROM pg_stat_user_tables stat JOIN pg_class ON pg_class.oid = stat.relid
   WHERE stat.schemaname = current_schema() AND n_mod_since_analyze >= greatest(${LEAST_CHANGES}, reltuples)
   ORDER BY n_mod_since_analyze DESC`;

/**
 * ANALYZE of tables that outgrew their statistics. Autovacuum does so too, but a minute or more later: in a shop's first minutes, while
 * its history is read and the first orders come, the planner takes every table for an empty one and reads it whole. A table that another
 * process looks at is left to it.
 */
export function createPlannerStatistics(pool: pg.Pool): PlannerStatistics {
  return {
    async refresh() {
      const { rows } = await pool.query<{ name: string }>(OUTGROWN);
      const names = rows.map(({ name }) => name);
      // Two statements in one text are one transaction, and the setting is gone with it.
      for (const name of names)
        await pool.query(
          `SET LOCAL default_statistics_target = ${STATISTICS_TARGET}; ANALYZE (SKIP_LOCKED) ${name}`,
        );
      return names;
    },
  };
}
