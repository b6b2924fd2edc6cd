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
  const tag = languageTag(asked);
  if (tag === null) return { texts: content, locale: content.language };
  for (const language of [tag, baseLanguage(tag)]) {
    const texts = content.translations[language];
    if (texts !== undefined) return { texts, locale: tag };
  }
  const isDefault = baseLanguage(content.language) === baseLanguage(tag);
  return { texts: content, locale: isDefault ? tag : content.language };
}
