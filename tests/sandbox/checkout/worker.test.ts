import { describe, expect, it } from 'vitest';
import { createI18n } from '#sandbox/checkout/worker/i18n.ts';
import { createSubscribable, createValueStore } from '#sandbox/checkout/worker/values.ts';

interface I18n {
  translate(key: string, options?: Record<string, unknown>): unknown;
  formatCurrency(value: number, options?: object): string;
  formatNumber(value: number, options?: object): string;
}

const texts = {
  add: 'Add {{ title }}',
  lines: { one: '{{count}} line', other: '{{count}} lines' },
  plain: 'No {{name}} given',
};

function i18nFor(language: string, currency: string): I18n {
  const store = createValueStore({
    'localization.language': { isoCode: language },
    'localization.currency': { isoCode: currency },
  });
  return createI18n({ locale: 'en', texts }, store) as I18n;
}

describe('i18n of an extension', () => {
  const i18n = i18nFor('de', 'EUR');

  it('replaces names, with or without spaces around them', () => {
    expect(i18n.translate('add', { title: 'a candle' })).toBe('Add a candle');
  });

  it('chooses the plural form by count', () => {
    expect(i18n.translate('lines', { count: 1 })).toBe('1 line');
    expect(i18n.translate('lines', { count: 3 })).toBe('3 lines');
  });

  it('answers the key where there is no text, and keeps a name that is not given', () => {
    expect(i18n.translate('no.such.key')).toBe('no.such.key');
    expect(i18n.translate('plain')).toBe('No {{name}} given');
  });

  it('makes an array when a replacement is an object', () => {
    const element = { kind: 'element' };
    expect(i18n.translate('add', { title: element })).toEqual(['Add ', element]);
  });

  it('formats money in the buyer’s locale and the currency of the checkout', () => {
    expect(i18n.formatCurrency(1234.5)).toBe('1.234,50\u00a0€');
    expect(i18n.formatCurrency(2, { currency: 'GBP' })).toBe('2,00\u00a0£');
    expect(i18n.formatNumber(1234.5, { inExtensionLocale: true })).toBe('1,234.5');
  });
});

describe('createSubscribable', () => {
  it('tells its listeners of their own path only, until they stop', () => {
    const store = createValueStore({ lines: [], note: 'a' });
    const note = createSubscribable(store, 'note') as {
      current: unknown;
      subscribe(listener: (value: unknown) => void): () => void;
    };
    const heard: unknown[] = [];
    const stop = note.subscribe((value) => heard.push(value));
    store.apply({ lines: [1] });
    store.apply({ note: 'b' });
    stop();
    store.apply({ note: 'c' });
    expect(heard).toEqual(['b']);
    expect(note.current).toBe('c');
  });
});
