import { describe, expect, it } from 'vitest';
import { connectionDraft } from '#app/contracts/connection.ts';
import { fieldProblems } from '#app/contracts/field-problems.ts';

const draft = (namespace: string, key: string) => ({
  name: 'Wishlist',
  isOn: true,
  settings: { source: { kind: 'wishlist', namespace, key }, needs: 'none', refreshDays: 1, keepDays: 30 },
});
const problemsOf = (namespace: string, key: string) => {
  const { error } = connectionDraft.safeParse(draft(namespace, key));
  return error ? Object.keys(fieldProblems(error)) : [];
};

describe('the draft of a connection to a wishlist', () => {
  it('names a metafield, without blanks around it', () => {
    const { settings } = connectionDraft.parse(draft(' custom ', 'wishlist'));
    expect(settings.source).toEqual({ kind: 'wishlist', namespace: 'custom', key: 'wishlist' });
  });

  it.each([
    ['cu', 'wishlist', ['settings.source.namespace']],
    ['custom.wishlist', 'wishlist', ['settings.source.namespace']],
    ['custom', 'w', ['settings.source.key']],
    ['custom', 'k'.repeat(65), ['settings.source.key']],
    ['', '', ['settings.source.namespace', 'settings.source.key']],
    ['c'.repeat(255), 'k'.repeat(64), []],
  ])('of %s and %s says what is wrong beside each field', (namespace, key, problems) => {
    expect(problemsOf(namespace, key)).toEqual(problems);
  });
});
