import { isFields } from '../checkout/src/core/answer.ts';

export type Translate = (key: string, values?: Readonly<Record<string, string | number>>) => string;

/** The texts that the block's Liquid wrote into the page, in the page's language. A value's name stands in braces: {title}. */
export function readTexts(block: Element): Translate {
  const texts: unknown = JSON.parse(block.querySelector('[data-texts]')?.textContent ?? '{}');
  return (key, values = {}) => {
    const text = isFields(texts) && typeof texts[key] === 'string' ? texts[key] : '';
    return text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
  };
}
