import { createArena, type Arena } from './arena/arena.ts';
import type { News } from './arena/news.ts';
import { conditionsOf } from '#app/domain/segments/ast.ts';
import { compileSegment } from '#app/domain/segments/evaluate/compile.ts';
import { decidePlan } from '#app/domain/segments/plan/decide.ts';
import { compilePlan, type Plan } from '#app/domain/segments/plan/plan.ts';
import { revisePlan } from './arena/revise-plan.ts';
import { printCondition } from '#app/domain/segments/print.ts';
import type { CompiledSegment, RuleContext } from '#app/domain/segments/segment.ts';
import { createRandom } from '../random.ts';
import type { Figure } from '../report/figure.ts';
import { cpuMicros, keep, perRun, quantile } from './measure.ts';
import { RULES, workloadRules } from './rules.ts';
import { aShopper, NOW } from './shoppers.ts';

const SHOPPERS = 1_000_000;
const EVENTS = 1_000_000;
/** Of time as the shop sees it. */
const EVENTS_A_SECOND = 1_000;
const CHECKED = 2_000;
const SEED = 20_261_122;
/** Shoppers decided in one go when a rule changed. */
const SLICE = 2_500;
/** Shoppers of whom one is decided again and again. */
const HOT = 64;

const TIMEZONE = 'Europe/London';
const ignore = (): void => undefined;

export const contextAt = (now: number): RuleContext => ({
  now,
  timezone: TIMEZONE,
  tiers: [],
  findProduct: () => null,
  markets: [],
  cart: null,
  country: null,
});

export function compile(rule: string, name = rule): CompiledSegment {
  const compiled = compileSegment({ id: name, name, rule }, 'GBP');
  if (!compiled.ok) throw new Error(`${rule}: ${compiled.failure[0]?.message}`);
  return compiled.value;
}

/** All rules for all shoppers in memory: reading, events, a changed rule, memory. */
export function measureArena(say: (line: string) => void): readonly Figure[] {
  const plan = compilePlan(
    workloadRules(SEED).map((rule, index) => compile(rule, `rule ${index}`)),
    'GBP',
  );
  describePlan(plan, say);
  const arena = createArena(plan, { capacity: SHOPPERS, timezone: TIMEZONE, start: NOW });
  const began = cpuMicros();
  fill(arena);
  say(`${SHOPPERS} shoppers set in ${((cpuMicros() - began) / 1e6).toFixed(1)} s of CPU`);
  check(arena, plan);
  const bytes = arena.bytes / SHOPPERS;
  const readings = [...measureReading(arena, plan), ...measureProfiles(plan)];
  const changed = measureChange(arena, plan);
  const events = measureEvents(arena, say);
  return [
    ...readings,
    ...events,
    ...changed,
    { name: 'bytes a shopper, all in', value: bytes, unit: 'B', target: { most: 350 } },
    { name: '  after the events', value: arena.bytes / SHOPPERS, unit: 'B' },
  ];
}

function describePlan({ segments, parts }: Plan, say: (line: string) => void): void {
  const conditions = segments.flatMap(({ tree }) => conditionsOf(tree).map(printCondition));
  const onViews = segments.filter(({ tree }) =>
    conditionsOf(tree).some(({ fact }) => fact.name.startsWith('views.')),
  );
  say(
    `${segments.length} rules, ${conditions.length} conditions, ${new Set(conditions).size} of them distinct, ${onViews.length} rules on views: ` +
      `${parts.terms.all.length} terms of ${parts.marks.all.length} marks and ${parts.cutoffs.all.length} cutoffs, ${parts.stills.all.length} stills`,
  );
}

function fill(arena: Arena): void {
  const random = createRandom(SEED);
  const context = contextAt(NOW);
  for (let key = 1; key <= SHOPPERS; key++)
    arena.decide(arena.set(key, aShopper(key, random), context), NOW, ignore);
}

/** Every verdict of some shoppers beside the closures', before anything is timed. */
function check(arena: Arena, plan: Plan): void {
  const random = createRandom(SEED);
  for (let key = 1; key <= CHECKED; key++) {
    const profile = aShopper(key, random);
    plan.segments.forEach((segment, place) => {
      const { isMember } = segment.evaluate(profile, contextAt(NOW));
      if (arena.isMember(arena.find(key), place) !== isMember)
        throw new Error(`The arena and the closures differ about shopper ${key} in ${segment.name}.`);
    });
  }
}

function measureReading(arena: Arena, plan: Plan): readonly Figure[] {
  const verdicts = new Int32Array(Math.ceil(RULES / 32));
  const look = (key: number): void => {
    keep(arena.look(arena.find(key), NOW, verdicts) | 0);
    keep(verdicts[0]! ^ verdicts[6]!);
  };
  const hot = perRun(400_000, (index) => look(1 + (index % HOT)));
  const random = createRandom(7);
  const anyone = (): number => 1 + Math.floor(random() * SHOPPERS);
  const cold = perRun(200_000, () => look(anyone()));
  const waits = Array.from({ length: 200_000 }, () => {
    const key = anyone();
    const began = performance.now();
    look(key);
    return (performance.now() - began) * 1_000;
  });
  const cutoffs = perRun(20_000, (index) => keep(plan.cutoffsAt(NOW + index, TIMEZONE).now));
  return [
    { name: `200 rules for one of ${HOT} shoppers, hot`, value: hot, unit: 'µs', target: { most: 1.5 } },
    { name: '200 rules for any shopper, found by number', value: cold, unit: 'µs' },
    { name: '  p50 by the clock', value: quantile(waits, 0.5), unit: 'µs' },
    { name: '  p99 by the clock', value: quantile(waits, 0.99), unit: 'µs', target: { most: 5 } },
    { name: 'cutoffs, once for all shoppers of a second', value: cutoffs, unit: 'µs' },
  ];
}

/** As the product asks: a profile of plain objects, once. */
function measureProfiles(plan: Plan): readonly Figure[] {
  const random = createRandom(11);
  const profiles = Array.from({ length: 512 }, (_, key) => aShopper(key + 1, random));
  const context = contextAt(NOW);
  const byPlan = perRun(5_120, (index) => {
    const { validUntil } = decidePlan(plan, profiles[index % 512]!, context);
    keep(validUntil ?? 0);
  });
  const byClosures = perRun(512, (index) => {
    const profile = profiles[index % 512]!;
    for (const segment of plan.segments) keep(segment.evaluate(profile, context).validUntil ?? 0);
  });
  return [
    { name: '200 rules for a profile of objects, by the plan', value: byPlan, unit: 'µs' },
    { name: '  by closures, rule by rule', value: byClosures, unit: 'µs' },
  ];
}

/** A changed rule of three conditions, followed slice by slice. */
function measureChange(arena: Arena, plan: Plan): readonly Figure[] {
  const rule =
    'views.count within 7 days >= 4 AND (purchases.count within 60 days >= 2 OR customer.country = "GB")';
  const revision = revisePlan(plan, 3, compile(rule, 'rule 3'), 'GBP');
  if (revision === null) throw new Error('The records hold what the rule looks at.');
  let members = 0;
  const began = cpuMicros();
  const slices: number[] = [];
  let last = began;
  const report = (_slot: number, _place: number, isIn: boolean): void => void (members += isIn ? 1 : -1);
  const steps = arena.follow(revision.plan, revision.changed, 3, SLICE, () => NOW, report);
  while (steps.next().done !== true) {
    const now = cpuMicros();
    slices.push((now - last) / 1_000);
    last = now;
  }
  keep(members);
  return [
    {
      name: 'a changed rule for all shoppers',
      value: (cpuMicros() - began) / 1_000,
      unit: 'ms',
      target: { most: 100 },
    },
    { name: '  longest slice', value: Math.max(...slices), unit: 'ms', target: { most: 5 } },
  ];
}

/** 80 % views, 16 % carts, 3 % orders, 1 % cancellations; 1 % of all late, by up to two days. */
function measureEvents(arena: Arena, say: (line: string) => void): readonly Figure[] {
  const random = createRandom(13);
  let [changes, told, now] = [0, 0, NOW];
  const report = (): void => void changes++;
  const orders: { slot: number; news: News }[] = [];
  const one = (index: number): void => {
    if (index % EVENTS_A_SECOND === 0) {
      now++;
      while (!arena.advance(now, 256, () => told++, ignore));
    }
    const slot = arena.find(1 + Math.floor(random() * SHOPPERS));
    const at = random() < 0.01 ? now - Math.floor(random() * 2 * 86_400) : now;
    const roll = random();
    if (roll < 0.8) arena.take(slot, { kind: 'view', at }, now);
    else if (roll < 0.96)
      arena.take(slot, { kind: 'cart', at, changeMinor: 500, openSince: random() < 0.5 ? at : null }, now);
    else if (roll < 0.99) {
      const netMinor = 500 + Math.floor(random() * 9_000);
      const news: News = { kind: 'purchase', at, netMinor, grossMinor: netMinor, units: 1 };
      arena.take(slot, news, now);
      orders.push({ slot, news });
    } else {
      const order = orders.pop();
      if (order) return cancel(order);
    }
    arena.decide(slot, now, report);
  };
  const cancel = ({ slot, news }: { slot: number; news: News }): void => {
    arena.takeBack(slot, news);
    arena.decide(slot, now, report);
  };
  const began = cpuMicros();
  for (let index = 0; index < EVENTS; index++) one(index);
  const micros = cpuMicros() - began;
  say(`${EVENTS} events: ${changes} memberships changed by events, ${told} by ${now - NOW} seconds of time`);
  return [
    {
      name: 'events a second, all 200 rules decided anew at each',
      value: (EVENTS * 1e6) / micros,
      unit: '1/s',
      target: { least: 400_000 },
    },
  ];
}
