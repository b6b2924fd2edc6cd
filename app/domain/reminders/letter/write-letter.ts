import { formatMoney, minorDigits, type Money } from '../../kernel/money.ts';
import type { Letter, LetterContent, LetterItem } from './content.ts';
import { escapeHtml as escape } from './escape-html.ts';
import { textsOf, type LetterTexts } from './texts.ts';

/** Subject, HTML and plain text of a reminder. Everything that comes from the shop or the shopper is escaped. */
export function writeLetter(content: LetterContent): Letter {
  const texts = textsOf(content.language);
  return {
    subject: texts.subject(content.shopName),
    html: toHtml(content, texts),
    text: toText(content, texts),
  };
}

function toText(content: LetterContent, texts: LetterTexts): string {
  const price = priceIn(content.language);
  const parts = [
    texts.greeting(content.firstName),
    texts.intro,
    ...content.lines.map(
      (line) => `${line.title}\n${texts.quantity(line.quantity)} · ${price(line.price)}\n${line.url}`,
    ),
    `${texts.button}:\n${content.cartUrl}`,
    ...(content.suggestions.length > 0 ? [`${texts.suggestions}:`] : []),
    ...content.suggestions.map((each) => `${each.title} · ${price(each.price)}\n${each.reason}\n${each.url}`),
    `--\n${content.shopName}\n${content.postalAddress}`,
    texts.why(content.shopName),
    `${texts.unsubscribe}:\n${content.unsubscribeUrl}`,
  ];
  return `${parts.join('\n\n')}\n`;
}

const TEXT = 'font:16px/1.5 -apple-system,Segoe UI,Roboto,Helvetica,Arial,sans-serif;color:#1f2328';
const SMALL = 'font-size:13px;line-height:1.5;color:#59636e';

/** One column that is as wide as the window, at most 600 px; tables and inline styles, as mail programs want them. */
function toHtml(content: LetterContent, texts: LetterTexts): string {
  const { language, shopName, shopUrl, lines, suggestions, cartUrl, unsubscribeUrl, postalAddress } = content;
  const price = priceIn(language);
  const cart = lines.map((line) => row(line, `${texts.quantity(line.quantity)} · ${price(line.price)}`));
  const more = suggestions.map((each) => row(each, `${price(each.price)} · ${each.reason}`));
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light"><title>${escape(texts.subject(shopName))}</title></head>
<body style="margin:0;background:#f4f5f6">
<div style="max-width:600px;margin:0 auto;padding:24px 16px;${TEXT}">
<p style="margin:0 0 16px;font-weight:600"><a href="${escape(shopUrl)}" style="color:#1f2328;text-decoration:none">${escape(shopName)}</a></p>
<div style="background:#ffffff;border-radius:12px;padding:24px">
<p style="margin:0 0 8px">${escape(texts.greeting(content.firstName))}</p>
<p style="margin:0 0 20px">${escape(texts.intro)}</p>
${table(cart)}
<p style="margin:24px 0 0"><a href="${escape(cartUrl)}" style="display:inline-block;background:#1f2328;color:#ffffff;text-decoration:none;padding:12px 20px;border-radius:8px;font-weight:600">${escape(texts.button)}</a></p>
${more.length > 0 ? `<h2 style="margin:32px 0 12px;font-size:18px">${escape(texts.suggestions)}</h2>\n${table(more)}` : ''}
</div>
<p style="margin:20px 0 0;${SMALL}">${escape(shopName)}<br>${escape(postalAddress).replaceAll('\n', '<br>')}</p>
<p style="margin:8px 0 0;${SMALL}">${escape(texts.why(shopName))} <a href="${escape(unsubscribeUrl)}" style="color:#59636e">${escape(texts.unsubscribe)}</a></p>
</div></body></html>
`;
}

const table = (rows: readonly string[]): string =>
  `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="border-collapse:collapse">${rows.join('')}</table>`;

function row({ title, url, imageUrl }: LetterItem, note: string): string {
  const picture = imageUrl
    ? `<img src="${escape(imageUrl)}" alt="" width="64" height="64" style="display:block;border-radius:8px;object-fit:cover">`
    : '';
  return `<tr><td width="80" style="padding:8px 0;vertical-align:top">${picture}</td><td style="padding:8px 0;vertical-align:top"><a href="${escape(url)}" style="color:#1f2328;font-weight:600">${escape(title)}</a><br><span style="${SMALL}">${escape(note)}</span></td></tr>`;
}

function priceIn(language: string): (price: Money) => string {
  return (price) => {
    const digits = minorDigits(price.currency);
    const style = { style: 'currency', currency: price.currency } as const;
    const format = new Intl.NumberFormat(language, {
      ...style,
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    });
    return format.format(Number(formatMoney(price)));
  };
}
