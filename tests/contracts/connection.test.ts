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

describe('the address of a connection', () => {
  const problemOf = (url: string) => {
    const fields = [{ field: 'points', path: 'points', type: 'number' }];
    const source = { kind: 'json', url, secretHeader: '', fields };
    const { error } = connectionDraft.safeParse({
      ...draft('', ''),
      settings: { source, needs: 'none', refreshDays: 1, keepDays: 30 },
    });
    return error ? fieldProblems(error)['settings.source.url'] : null;
  };

  it('names the customer in its path or query', () => {
    expect(problemOf('https://crm.example.com/customers/{{customerId}}')).toBeNull();
    expect(problemOf('https://crm.example.com/?hash={{emailHash}}&id={{customerId}}')).toBeNull();
  });

  it.each([
    'https://crm.{{customerId}}.example.com/',
    'https://{{emailHash}}.example.com/?id={{customerId}}',
    'https://example.com{{customerId}}/',
    'https://example.com:{{customerId}}/',
  ])('does not name the customer in the server, as %s does', (url) => {
    expect(problemOf(url)).toBe('Expected the customer behind the name of the server.');
  });

  it.each([
    'http://crm.example.com/{{customerId}}',
    'https://127.0.0.1/{{customerId}}',
    'https://0x7f.1/{{customerId}}',
    'https://2130706433/{{customerId}}',
    'https://[::1]/{{customerId}}',
    'https://127.0.0.{{customerId}}/',
    'https://localhost/{{customerId}}',
    'https://user:word@crm.example.com/{{customerId}}',
  ])('leads to a public server by name, and not as %s does', (url) => {
    expect(problemOf(url)).toMatch(/^Expected (the name of a public|an address)/);
  });
});

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
