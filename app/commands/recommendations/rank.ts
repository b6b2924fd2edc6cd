import { secondsOf } from '#app/domain/recommendations/history/shop-events.ts';
import {
  createRecommender,
  type Recommender,
  type ShopOrder,
} from '#app/domain/recommendations/recommender.ts';
import { BadLine } from '../input/bad-line.ts';
import { sentenceOf } from '../input/input-problem.ts';
import { readLines } from '../input/read-lines.ts';
import type { Output } from '../output.ts';
import { readQuestion, type AskedQuestion } from './read-question.ts';
import { readShop, type ShopFiles } from './read-shop.ts';

export interface RankOptions extends ShopFiles {
  readonly queries: string;
  readonly k: string;
}

const MOST_OFFERS = 1_000;

/**
 * `attune rank`: one JSON line a question, in the order of the file. Each is answered from the orders before its own `now`:
 * nothing is known early. Gives the exit status: 1 when anything could not be used.
 */
export async function runRank(options: RankOptions, output: Output): Promise<0 | 1> {
  const k = Number(options.k);
  if (!Number.isInteger(k) || k < 1 || k > MOST_OFFERS) {
    output.problem(`Expected --k as a whole number from 1 to ${MOST_OFFERS}, found "${options.k}".`);
    return 1;
  }
  try {
    const { orders, products, badLines } = await readShop(options, output);
    const { questions, bad } = await readQuestions(options.queries, output);
    const recommender = createRecommender({ products });
    for (const line of answerInTime(recommender, orders, questions, k)) await output.line(line);
    return badLines + bad === 0 ? 0 : 1;
  } catch (error) {
    output.problem(sentenceOf(error));
    return 1;
  }
}

async function readQuestions(
  file: string,
  output: Output,
): Promise<{ questions: readonly AskedQuestion[]; bad: number }> {
  const questions: AskedQuestion[] = [];
  let bad = 0;
  await readLines(file, (line, number) => {
    if (line.trim() === '') return;
    try {
      questions.push(readQuestion(line, number));
    } catch (error) {
      if (!(error instanceof BadLine)) throw error;
      bad++;
      output.problem(`${file}:${number}: ${error.message}`);
    }
  });
  return { questions, bad };
}

/** Asks in order of time, learning the orders between, and gives the answers in the order of the questions. */
function answerInTime(
  recommender: Recommender,
  orders: readonly ShopOrder[],
  questions: readonly AskedQuestion[],
  k: number,
): readonly string[] {
  const answers: string[] = Array.from(questions, () => '');
  const byTime = [...questions.entries()].sort(([, a], [, b]) => (a.now ?? Infinity) - (b.now ?? Infinity));
  let learned = 0;
  for (const [place, { id, question, now }] of byTime) {
    const end = firstNotBefore(orders, learned, now ?? Infinity);
    recommender.learn(orders.slice(learned, end));
    learned = end;
    answers[place] = JSON.stringify({ id, offers: recommender.rank({ ...question, k }) });
  }
  return answers;
}

function firstNotBefore(orders: readonly ShopOrder[], from: number, seconds: number): number {
  let at = from;
  for (let order = orders[at]; order !== undefined && secondsOf(order.time) < seconds; order = orders[at])
    at++;
  return at;
}
