import { baseLanguage, languageTag } from './locale.ts';

/** Texts in a default language and in others, each complete. */
export interface Translated<Texts> {
  /** The language of the default texts: "en", "pt-BR". */
  readonly language: string;
  readonly translations: Readonly<Record<string, Texts>>;
}

/**
 * The texts for a checkout's language: those of the very tag, else those of its base language ("de" for "de-AT"), else the default.
 * `locale` is what numbers and days among them are written by: the checkout's own tag where the language is the same.
 */
export function textsFor<Texts>(
  content: Translated<Texts> & Texts,
  asked: string | null,
): { readonly texts: Texts; readonly locale: string } {
  const { language, translations } = content;
  const tag = languageTag(asked) ?? language;
  const base = baseLanguage(tag);
  const other = tag === language ? undefined : (translations[tag] ?? translations[base]);
  return { texts: other ?? content, locale: other || baseLanguage(language) === base ? tag : language };
}
