type Problems = Readonly<Record<string, string>>;

/**
 * The problems by dotted path without those at or under a changed field. A field is named by whole words of its path: "title" is
 * every title, "content.title" the default one, "translations.de" all German texts.
 */
export function withoutTouched(problems: Problems, touched: readonly string[]): Problems {
  return Object.fromEntries(
    Object.entries(problems).filter(([path]) => !touched.some((name) => `.${path}.`.includes(`.${name}.`))),
  );
}
