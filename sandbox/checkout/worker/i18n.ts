import type { Translations } from '../protocol.ts';
import type { ValueStore } from './values.ts';

type Options = Record<string, unknown>;
interface Numbers extends Intl.NumberFormatOptions {
  inExtensionLocale?: boolean;
}
interface Dates extends Intl.DateTimeFormatOptions {
  inExtensionLocale?: boolean;
}

/**
 * The i18n member of the extension API. It is synchronous, so it lives in the worker.
 * formatX follow the buyer's locale unless `inExtensionLocale`; the currency is the checkout's unless an option names one.
 */
export function createI18n(translations: Translations, store: ValueStore): object {
  const localeOf = (own: boolean | undefined) =>
    own === true ? translations.locale : isoCode(store.get('localization.language'), translations.locale);
  return {
    translate: (key: string, options: Options = {}) => translate(translations, key, options),
    formatNumber: (value: number, { inExtensionLocale, ...options }: Numbers = {}) =>
      new Intl.NumberFormat(localeOf(inExtensionLocale), options).format(value),
    formatCurrency: (value: number, { inExtensionLocale, ...options }: Numbers = {}) =>
      new Intl.NumberFormat(localeOf(inExtensionLocale), {
        style: 'currency',
        currency: isoCode(store.get('localization.currency'), 'USD'),
        ...options,
      }).format(value),
    formatDate: (value: Date, { inExtensionLocale, ...options }: Dates = {}) =>
      new Intl.DateTimeFormat(localeOf(inExtensionLocale), options).format(value),
  };
}

function isoCode(value: unknown, otherwise: string): string {
  const code = value !== null && typeof value === 'object' && 'isoCode' in value ? value.isoCode : undefined;
  return typeof code === 'string' ? code : otherwise;
}

/** A missing key answers itself, as on Shopify; a `count` chooses among plural forms; an object replacement makes an array. */
function translate(translations: Translations, key: string, options: Options): unknown {
  const entry = pluralForm(readPath(translations.texts, key), options['count'], translations.locale);
  if (typeof entry !== 'string') return key;
  const parts = entry.split(/(\{\{\s*[\w.]+\s*\}\})/).filter((part) => part !== '');
  const replaced = parts.map((part) => {
    const name = part.match(/^\{\{\s*([\w.]+)\s*\}\}$/)?.[1];
    return name !== undefined && name in options ? options[name] : part;
  });
  return replaced.some((part) => part !== null && typeof part === 'object') ? replaced : replaced.join('');
}

function readPath(texts: unknown, key: string): unknown {
  let found = texts;
  for (const step of key.split('.')) {
    if (found === null || typeof found !== 'object' || !Object.hasOwn(found, step)) return undefined;
    found = Reflect.get(found, step);
  }
  return found;
}

function pluralForm(entry: unknown, count: unknown, locale: string): unknown {
  if (entry === null || typeof entry !== 'object' || typeof count !== 'number') return entry;
  const form = new Intl.PluralRules(locale).select(count);
  return Reflect.get(entry, form) ?? Reflect.get(entry, 'other');
}
