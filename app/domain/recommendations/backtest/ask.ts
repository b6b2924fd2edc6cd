import { NONE, type OrderLog } from '../history/order-log.ts';
import { NOTHING_SHOWN } from '../models/acceptance.ts';
import { chooseBest } from '../ranking/choose.ts';
import { feedFromLog } from '../ranking/feed-history.ts';
import { MERCHANDISING_DEFAULTS } from '../ranking/merchandising.ts';
import { createRecent, learnRecent } from '../ranking/recent.ts';
import {
  beginQuestion,
  createWorkspace,
  findCandidates,
  findPopular,
  putInCart,
  type Sources,
  type Workspace,
} from '../ranking/workspace.ts';
import { POPULAR_CANDIDATES, type Engine } from '../training/fit-engine.ts';
import type { Measured } from './estimate.ts';
import { measure } from './measures.ts';
import type { BacktestQuestion } from './questions.ts';

/** What is asked, and of what. */
export interface Examination {
  readonly log: OrderLog;
  readonly engine: Engine;
  readonly offerable: number;
  /** In the order of their orders. */
  readonly questions: readonly BacktestQuestion[];
}

/** Ten products, best first, after `findCandidates`. */
export type Ranking = (work: Workspace, sources: Sources) => readonly number[];

/** Asks every question as the engine stands; gives for each what the ranking was worth. */
export function askStatic(examination: Examination, ranking: Ranking): Measured[] {
  const ask = prepare(examination, null, ranking);
  return examination.questions.map(ask);
}

/** The same, learning each order after it was asked for. The engine is another one afterwards. */
export function askLive(examination: Examination, ranking: Ranking, largest: number): Measured[] {
  const { log, engine, questions } = examination;
  const recent = createRecent();
  const ask = prepare(examination, { recent, log }, ranking);
  let learned = engine.knowledge.orders;
  return questions.map((question) => {
    for (; learned < question.order; learned++) {
      learnRecent(recent, engine.knowledge, log, learned, largest);
      if (recent.orders % RENEW_POPULAR === 0)
        engine.popular = findPopular(engine.knowledge, POPULAR_CANDIDATES);
    }
    return ask(question);
  });
}

const RENEW_POPULAR = 50;

function prepare(
  { log, engine, offerable }: Examination,
  live: Sources['live'],
  ranking: Ranking,
): (question: BacktestQuestion) => Measured {
  const work = createWorkspace(engine.knowledge.logPrices.length);
  return ({ order, cart, bought }) => {
    const now = log.times.values[order] ?? 0;
    const sources: Sources = {
      knowledge: engine.knowledge,
      live,
      popular: engine.popular,
      offerable,
      banned: NOTHING,
    };
    beginQuestion(work, now, log.countries.values[order] ?? NONE);
    for (const product of cart) putInCart(work, product);
    feedFromLog(work, log, log.previous.values[order] ?? NONE, now);
    findCandidates(work, sources);
    return { order, measures: measure(ranking(work, sources), bought) };
  };
}

const NOTHING: ReadonlySet<number> = new Set();

/** The engine's own ranking, without anything a merchant set. */
export function rankByEngine(engine: Engine): Ranking {
  const { logPrices, content } = engine.knowledge;
  const facts = {
    ranker: engine.ranker,
    logPrices,
    content,
    relativeMargins: new Float32Array(),
    acceptance: NOTHING_SHOWN.logOdds,
    wished: NOTHING,
  };
  return (work) => chooseBest(work, facts, MERCHANDISING_DEFAULTS, 10).map(({ product }) => product);
}
