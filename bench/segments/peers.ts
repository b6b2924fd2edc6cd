import { evalCondition, type ConditionInterface } from '@growthbook/growthbook';
import { parse as parseCel } from '@marcbachmann/cel-js';
import { LogicEngine } from 'json-logic-engine';
import { Engine } from 'json-rules-engine';
import type { Profile } from '#app/domain/profiles/profile.ts';
import { createArena } from './arena/arena.ts';
import { decidePlan } from '#app/domain/segments/plan/decide.ts';
import { compilePlan } from '#app/domain/segments/plan/plan.ts';
import { createRandom } from '../random.ts';
import type { Figure } from '../report/figure.ts';
import { compile, contextAt } from './measure-arena.ts';
import { cpuMicros, keep, perRun } from './measure.ts';
import {
  aggregate,
  peerRules,
  toAttune,
  toCel,
  toGrowthBook,
  toJsonLogic,
  toJsonRules,
  type AggregatedFacts,
  type PeerRule,
} from './peer-rules.ts';
import { aShopper, NOW } from './shoppers.ts';

const SEED = 20_261_122;
const PROFILES = 200;
const SIZES = [
  { rules: 20, leaves: 177 },
  { rules: 200, leaves: 1_619 },
] as const;

interface Contender {
  readonly name: string;
  /** All rules for one shopper, into `verdicts`. */
  run(shopper: number, verdicts: Uint8Array): void | Promise<void>;
  /** Runs that are timed in a round. */
  readonly times: number;
}

/** Engines for JavaScript beside ours, on the same rules: first their verdicts, then their time. */
export async function measurePeers(say: (line: string) => void): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  for (const { rules, leaves } of SIZES) {
    const tree = peerRules(rules, leaves, SEED);
    const profiles = buyers();
    const contenders = contendersOf(tree, profiles);
    await checkEqual(contenders, rules, say);
    figures.push(...(await race(contenders, rules)));
  }
  return figures;
}

function buyers(): readonly Profile[] {
  const random = createRandom(SEED);
  const found: Profile[] = [];
  for (let key = 1; found.length < PROFILES; key++) {
    const profile = aShopper(key, random);
    if (profile.purchases.length === 0) continue;
    const loyaltyTier = profile.attributes.loyaltyTier ?? 'None';
    found.push({ ...profile, attributes: { ...profile.attributes, loyaltyTier } });
  }
  return found;
}

function contendersOf(rules: readonly PeerRule[], profiles: readonly Profile[]): readonly Contender[] {
  const facts = profiles.map(aggregate);
  const times = 2_000_000 / rules.length;
  return [
    ...ourselves(rules, profiles, times),
    jsonLogic(rules, facts, times / 8),
    cel(rules, facts, times / 20),
    growthBook(rules, facts, times / 40),
    jsonRules(rules, facts),
  ];
}

function ourselves(
  rules: readonly PeerRule[],
  profiles: readonly Profile[],
  times: number,
): readonly Contender[] {
  const plan = compilePlan(
    rules.map((rule) => compile(toAttune(rule))),
    'GBP',
  );
  const arena = createArena(plan, { capacity: profiles.length, timezone: 'Europe/London', start: NOW });
  const context = contextAt(NOW);
  profiles.forEach((profile, index) => arena.set(index + 1, profile, context));
  const words = new Int32Array(Math.ceil(rules.length / 32));
  const spread = (verdicts: Uint8Array): void => {
    for (let place = 0; place < rules.length; place++)
      verdicts[place] = (words[place >> 5]! >>> (place & 31)) & 1;
  };
  return [
    {
      name: 'Attune, from its record',
      times,
      run(shopper, verdicts) {
        arena.look(shopper, NOW, words);
        spread(verdicts);
      },
    },
    {
      name: 'Attune, from a profile of objects',
      times: times / 4,
      run(shopper, verdicts) {
        const { isMember } = decidePlan(plan, profiles[shopper]!, context);
        for (let place = 0; place < rules.length; place++) verdicts[place] = isMember(place) ? 1 : 0;
      },
    },
  ];
}

function each(
  name: string,
  tests: readonly ((facts: AggregatedFacts) => unknown)[],
  facts: readonly AggregatedFacts[],
  times: number,
): Contender {
  return {
    name,
    times,
    run(shopper, verdicts) {
      const known = facts[shopper]!;
      for (let place = 0; place < tests.length; place++) verdicts[place] = tests[place]!(known) ? 1 : 0;
    },
  };
}

function jsonLogic(rules: readonly PeerRule[], facts: readonly AggregatedFacts[], times: number): Contender {
  const engine = new LogicEngine();
  const tests = rules.map((rule) => engine.build(toJsonLogic(rule)) as (known: AggregatedFacts) => unknown);
  return each('json-logic-engine, compiled', tests, facts, times);
}

function cel(rules: readonly PeerRule[], facts: readonly AggregatedFacts[], times: number): Contender {
  const tests = rules.map((rule) => {
    const test = parseCel(toCel(rule));
    return (known: AggregatedFacts) => test(known as unknown as Record<string, unknown>);
  });
  return each('@marcbachmann/cel-js', tests, facts, times);
}

function growthBook(rules: readonly PeerRule[], facts: readonly AggregatedFacts[], times: number): Contender {
  const tests = rules.map((rule) => {
    const condition = toGrowthBook(rule) as ConditionInterface;
    return (known: AggregatedFacts) => evalCondition(known as unknown as Record<string, unknown>, condition);
  });
  return each('GrowthBook evalCondition', tests, facts, times);
}

function jsonRules(rules: readonly PeerRule[], facts: readonly AggregatedFacts[]): Contender {
  const engine = new Engine();
  rules.forEach((rule, place) => {
    const conditions = toJsonRules(rule);
    const top = 'fact' in conditions ? { all: [conditions] } : conditions;
    engine.addRule({ conditions: top as never, event: { type: String(place) } });
  });
  return {
    name: 'json-rules-engine',
    times: 40,
    async run(shopper, verdicts) {
      verdicts.fill(0);
      const { events } = await engine.run(facts[shopper] as unknown as Record<string, unknown>);
      for (const { type } of events) verdicts[Number(type)] = 1;
    },
  };
}

async function checkEqual(
  contenders: readonly Contender[],
  rules: number,
  say: (line: string) => void,
): Promise<void> {
  let members = 0;
  for (let shopper = 0; shopper < PROFILES; shopper++) {
    const found: Uint8Array[] = [];
    for (const { run } of contenders) {
      const verdicts = new Uint8Array(rules);
      await run(shopper, verdicts);
      found.push(verdicts);
    }
    members += found[0]!.reduce((sum, verdict) => sum + verdict, 0);
    found.forEach((verdicts, index) => {
      const place = verdicts.findIndex((verdict, at) => verdict !== found[0]![at]);
      if (place >= 0)
        throw new Error(`${contenders[index]!.name} differs in rule ${place} about shopper ${shopper}.`);
    });
  }
  say(
    `${rules} rules, ${PROFILES} shoppers: ${contenders.length} engines agree in ${rules * PROFILES} verdicts, ${members} of them true`,
  );
}

async function race(contenders: readonly Contender[], rules: number): Promise<readonly Figure[]> {
  const verdicts = new Uint8Array(rules);
  const sum = (): void => keep(verdicts[0]! + 2 * verdicts[rules - 1]!);
  const micros: number[] = [];
  for (const { run, times } of contenders) {
    if (times === 40) {
      const began = cpuMicros();
      for (let index = 0; index < times; index++) await run(index % PROFILES, verdicts);
      micros.push((cpuMicros() - began) / times);
      continue;
    }
    micros.push(
      perRun(times, (index) => {
        void run(index % PROFILES, verdicts);
        sum();
      }),
    );
  }
  const ours = micros[0]!;
  return contenders.flatMap(({ name }, index): Figure[] => {
    const value = micros[index]!;
    const measured: Figure = { name: `${rules} rules: ${name}`, value, unit: 'µs' };
    if (index === 0) return [measured];
    const isTarget = rules === 200 && name.startsWith('json-logic-engine');
    const target = isTarget ? { target: { least: 4 } } : {};
    return [measured, { name: '  to Attune from its record', value: value / ours, unit: 'times', ...target }];
  });
}
