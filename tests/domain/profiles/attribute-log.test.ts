import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  attributesOf,
  clampToDelivery,
  logAttributeNews,
  mergeLogs,
  type AttributeLog,
  type AttributeNews,
} from '#app/domain/profiles/attribute-log.ts';
import { propertyRuns } from '#tests/support/property-runs.ts';

const LATER = 10_000;
const fold = (news: readonly AttributeNews[]): AttributeLog =>
  news.reduce<AttributeLog>((log, each) => logAttributeNews(log, each, LATER), {});

const said = (at: number, isSubscribed: boolean) => ({ at, isSubscribed });

const tags = fc.subarray(['gold', 'silver', 'vip']);
const oneNews: fc.Arbitrary<Omit<AttributeNews, 'at'>> = fc.oneof(
  fc.record({ tags }),
  fc.record({ tagChange: fc.record({ added: tags, removed: fc.constant([]) }) }),
  fc.record({ tagChange: fc.record({ added: fc.constant([]), removed: tags }) }),
  fc.record({
    details: fc.record(
      {
        country: fc.constantFrom('GB', 'FR', null),
        language: fc.constantFrom('en', 'fr', null),
        createdAt: fc.constant(5),
      },
      { requiredKeys: ['country', 'createdAt'] },
    ),
  }),
  fc.record({ emailMarketing: fc.record({ at: fc.constant(null), isSubscribed: fc.boolean() }) }),
);
/** News of different seconds, so that arrival never has to decide. */
const newsList = fc
  .array(oneNews, { maxLength: 12 })
  .map((list) => list.map((news, index): AttributeNews => ({ ...news, at: 100 + index })));

describe('logAttributeNews', () => {
  it('gives the same attributes for any order and repetition', () => {
    const arrivals = newsList.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray([...list, ...list], { minLength: list.length * 2 })),
    );
    fc.assert(
      fc.property(arrivals, ([inOrder, shuffled]) => {
        expect(attributesOf(fold(shuffled))).toEqual(attributesOf(fold(inOrder)));
      }),
      { seed: 20261122, numRuns: propertyRuns(500) },
    );
  });

  it('puts tag changes on top of the newest list', () => {
    const log = fold([
      { at: 10, tags: ['silver', 'vip'] },
      { at: 20, tagChange: { added: ['gold'], removed: ['silver'] } },
    ]);
    expect(attributesOf(log)).toMatchObject({ attributes: { tags: ['gold', 'vip'] }, attributesAt: 20 });
    expect(attributesOf(logAttributeNews(log, { at: 30, tags: ['new'] }, LATER)).attributes.tags).toEqual([
      'new',
    ]);
  });

  it('takes the delivery for the time of news without one', () => {
    expect(logAttributeNews({}, { at: null, tags: ['a'] }, 777).tags?.at).toBe(777);
  });

  it('takes the delivery for the time of news from a clock that is ahead, so that what is told a minute later counts', () => {
    const early = logAttributeNews(
      {},
      { at: 99_999, tags: ['a'], emailMarketing: said(99_999, true) },
      1_000,
    );
    expect(early).toMatchObject({ tags: { at: 1_000 }, emailMarketing: { at: 1_000 } });
    const later = logAttributeNews(
      early,
      { at: 1_060, tags: ['b'], emailMarketing: said(1_060, false) },
      1_060,
    );
    expect(attributesOf(later).attributes).toMatchObject({ tags: ['b'], emailMarketing: false });
  });

  it('keeps the language where newer news of the customer says nothing of it, whichever came first', () => {
    const history = { at: 10, details: { country: 'GB', language: 'de', createdAt: 1 } };
    const update = { at: 20, details: { country: 'AT', createdAt: 1 } };
    for (const news of [
      [history, update],
      [update, history],
    ])
      expect(attributesOf(fold(news))).toMatchObject({
        attributes: { country: 'AT', language: 'de' },
        attributesAt: 20,
      });
    const none = { at: 30, details: { country: 'AT', language: null, createdAt: 1 } };
    expect(attributesOf(fold([history, none, update])).attributes.language).toBeNull();
  });

  it('reads the language of a log that keeps it among the details', () => {
    const log: AttributeLog = { details: { at: 10, country: 'GB', language: 'de', createdAt: 1 } };
    expect(attributesOf(log).attributes.language).toBe('de');
    const later = { at: 20, details: { country: 'AT', createdAt: 1 } };
    expect(attributesOf(logAttributeNews(log, later, LATER)).attributes.language).toBe('de');
    expect(attributesOf(mergeLogs(fold([later]), log)).attributes).toMatchObject({
      country: 'AT',
      language: 'de',
    });
  });

  it('changes nothing of a deleted customer', () => {
    const deleted: AttributeLog = { deletedAt: 1 };
    expect(logAttributeNews(deleted, { at: 5, tags: ['a'] }, LATER)).toBe(deleted);
  });
});

describe('mergeLogs', () => {
  it('keeps the tags of both and the newer of everything else', () => {
    const kept = fold([{ at: 10, tags: ['a'], details: { country: 'GB', language: null, createdAt: 1 } }]);
    const gone = fold([{ at: 20, tags: ['b'], details: { country: 'FR', language: null, createdAt: 2 } }]);
    expect(attributesOf(mergeLogs(kept, gone)).attributes).toMatchObject({ tags: ['a', 'b'], country: 'FR' });
    expect(mergeLogs(kept, kept)).toMatchObject(kept);
  });

  it('keeps a tag that one of them has, also where it was taken from the other later', () => {
    const kept = fold([{ at: 10, tags: ['a'] }]);
    const gone = fold([
      { at: 5, tags: ['a', 'b'] },
      { at: 20, tagChange: { added: [], removed: ['a'] } },
    ]);
    expect(attributesOf(mergeLogs(kept, gone)).attributes.tags).toEqual(['a', 'b']);
    expect(attributesOf(mergeLogs(gone, kept)).attributes.tags).toEqual(['a', 'b']);
  });

  it('has the tags of both, whatever was told of either', () => {
    const tagsOf = (log: AttributeLog) => attributesOf(log).attributes.tags;
    fc.assert(
      fc.property(newsList, newsList, (ofOne, ofOther) => {
        const [one, other] = [fold(ofOne), fold(ofOther)];
        const both = [...new Set([...tagsOf(one), ...tagsOf(other)])].sort();
        expect(tagsOf(mergeLogs(one, other))).toEqual(both);
      }),
      { seed: 20261129, numRuns: propertyRuns(500) },
    );
  });
});

describe('clampToDelivery', () => {
  it('takes a time up to five minutes ahead as it is, and one second more for the delivery', () => {
    expect(clampToDelivery(1300, 1000)).toBe(1300);
    expect(clampToDelivery(1301, 1000)).toBe(1000);
  });
});
