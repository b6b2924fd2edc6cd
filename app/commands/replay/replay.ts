import { existsSync } from 'node:fs';
import { EmbeddedPostgresFailure, startEmbeddedPostgres } from '#app/adapters/postgres/embedded-postgres.ts';
import { openDatabase } from '#app/adapters/postgres/database.ts';
import { createPastDecisions } from '#app/adapters/prisma/decisions/past-decisions.ts';
import { sha256 } from '#app/adapters/prisma/decisions/record-bytes.ts';
import { createAddressCipher } from '#app/adapters/prisma/shops/address-cipher.ts';
import { createShopStore } from '#app/adapters/prisma/shops/shop-store.ts';
import { createCipherBox } from '#app/adapters/prisma/shops/token-cipher.ts';
import { systemClock } from '#app/adapters/system/clock.ts';
import { DatabaseNotReady, requireReadyDatabase } from '#app/adapters/system/readiness.ts';
import { isDecisionId } from '#app/use-cases/deciding/list-decisions.ts';
import {
  replayDecision,
  type DecisionReplay,
  type ReplayedDecision,
} from '#app/use-cases/deciding/replay-decision.ts';
import { ConfigError, readConfig, type Config } from '../../config.ts';
import type { Output } from '../output.ts';

export interface ReplayOptions {
  readonly shop: string;
  readonly decision: string;
}

/**
 * `attune replay`: makes one past decision again from the ledger, as one JSON object. Reads the settings that the server runs with. Gives
 * the exit status: 0 when it is the same bit for bit, 1 when it is another, 2 when it cannot be made again or is not known.
 */
export async function runReplay(options: ReplayOptions, output: Output): Promise<0 | 1 | 2> {
  if (existsSync('.env')) process.loadEnvFile('.env');
  try {
    const replayed = await replayFrom(readConfig(process.env), options);
    if (typeof replayed === 'string') return problem(output, replayed);
    await output.line(JSON.stringify(toJson(replayed), null, 2));
    if (!replayed.outcome.ok) return 2;
    return replayed.outcome.value.differences.length === 0 ? 0 : 1;
  } catch (error) {
    const isExpected = [ConfigError, DatabaseNotReady, EmbeddedPostgresFailure].some(
      (kind) => error instanceof kind,
    );
    if (isExpected && error instanceof Error) return problem(output, error.message);
    throw error;
  }
}

/** The replay, or a sentence that says what is not there. */
async function replayFrom(
  config: Config,
  { shop: domain, decision }: ReplayOptions,
): Promise<DecisionReplay | string> {
  if (!isDecisionId(decision)) return `Expected a decision's id, found "${decision}".`;
  const server =
    config.databaseUrl === null ? await startEmbeddedPostgres({ dataDir: config.dataDir }) : null;
  const url = config.databaseUrl ?? server?.url ?? '';
  const { pool, close } = openDatabase(url, { poolSize: 2 });
  try {
    await requireReadyDatabase(url);
    const shop = await createShopStore(pool).findByDomain(domain);
    if (shop === null) return `No shop "${domain}" has installed Attune here.`;
    const { open } = createAddressCipher(createCipherBox(config.encryptionKey));
    const ports = {
      decisions: createPastDecisions(pool, open),
      hash: (text: string) => sha256(text).toString('hex'),
      clock: systemClock,
    };
    return (
      (await replayDecision(ports, shop, decision)) ?? `No decision of ${domain} has the id ${decision}.`
    );
  } finally {
    await close();
    await server?.stop();
  }
}

function toJson({ past, outcome }: DecisionReplay): object {
  const { decisionId, decidedAtMs, basis } = past;
  const told = { decisionId, decidedAt: new Date(decidedAtMs).toISOString(), recordedBy: basis.codeVersion };
  if (!outcome.ok) return { ...told, replayed: false, because: outcome.failure };
  const { hash, recordedHash, differences, answer, calls, question } = outcome.value;
  const { profile: _profile, savedDetails: _details, ...asked } = question;
  return {
    ...told,
    replayed: true,
    same: hash === recordedHash,
    hash,
    recordedHash,
    differences,
    asked: { ...asked, returned: [...asked.returned] },
    ...ofItsKind(outcome.value),
    candidates: calls,
    decision: answer,
  };
}

/** What only a checkout's decision has, or only an answer of the API. */
function ofItsKind(replayed: ReplayedDecision): object {
  if (replayed.kind === 'api') return { wanted: replayed.wanted };
  const campaigns = replayed.outcomes.map(({ campaign: { id, name, version }, outcome }) => ({
    ...{ id, name, version },
    ...outcome,
  }));
  return { campaigns, local: replayed.local && localOf(replayed.local) };
}

/** What the checkout decided by itself, and whether it is what it told. */
function localOf(local: NonNullable<ReplayedDecision['local']>): object {
  if (!local.ok) return { replayed: false, because: local.failure };
  const { basis, decided, hash } = local.value;
  return { replayed: true, same: hash === basis.hash, hash, basis, decided };
}

function problem(output: Output, sentence: string): 2 {
  output.problem(sentence);
  return 2;
}
