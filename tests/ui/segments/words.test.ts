import { describe, expect, it } from 'vitest';
import { groupFacts } from '#app/ui/segments/builder/words.ts';

const namesOf = (search: string, hasBrowsing: boolean) =>
  groupFacts(search, hasBrowsing).flatMap(({ facts }) => facts.map(({ name }) => name));

describe('groupFacts', () => {
  it('offers facts of browsing, under their own title, only where the shop is told of it', () => {
    expect(namesOf('', false).filter((name) => /^(views|searches|device)\./.test(name))).toEqual([]);
    const browsing = groupFacts('', true).find(({ title }) => title === 'Browsing');
    expect(browsing?.facts.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['views.count', 'views.last', 'searches.count']),
    );
    expect(namesOf('device', true)).toContain('device.class');
  });

  it('keeps facts whose name or meaning holds every word searched for', () => {
    expect(namesOf('last search', true)).toContain('searches.last');
    expect(namesOf('last search', true)).not.toContain('purchases.count');
  });
});
