export type UnsubscribeStep = 'ask' | 'done' | 'unknown';

interface PageTexts {
  readonly ask: string;
  readonly button: string;
  readonly done: string;
  readonly unknown: string;
}

const en: PageTexts = {
  ask: 'Stop e-mail reminders about your cart?',
  button: 'Unsubscribe',
  done: 'You will get no more reminders.',
  unknown: 'This link is incomplete. Use the one in the message.',
};

/** In the languages of domain/reminders/letter/texts.ts. */
const TEXTS: Readonly<Record<string, PageTexts>> = {
  en,
  de: {
    ask: 'Keine E-Mails mehr zu deinem Warenkorb?',
    button: 'Abmelden',
    done: 'Du bekommst keine Erinnerungen mehr.',
    unknown: 'Dieser Link ist unvollständig. Nimm den aus der Nachricht.',
  },
  fr: {
    ask: 'Ne plus recevoir d’e-mails sur votre panier ?',
    button: 'Se désabonner',
    done: 'Vous ne recevrez plus de rappels.',
    unknown: 'Ce lien est incomplet. Utilisez celui du message.',
  },
  es: {
    ask: '¿No recibir más correos sobre tu carrito?',
    button: 'Darse de baja',
    done: 'No recibirás más recordatorios.',
    unknown: 'El enlace está incompleto. Usa el del mensaje.',
  },
  ja: {
    ask: 'カートのお知らせメールを停止しますか？',
    button: '停止する',
    done: '今後お知らせは届きません。',
    unknown: 'リンクが不完全です。メールのリンクをご利用ください。',
  },
};

/** What a reader sees after following the link; the form posts to the address it is at. */
export function unsubscribePage(given: string, step: UnsubscribeStep): string {
  const language = Object.hasOwn(TEXTS, given) ? given : 'en';
  const texts = TEXTS[language] ?? en;
  const form = `<form method="post"><button>${texts.button}</button></form>`;
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex"><title>${texts.button}</title>
<style>body{font:18px/1.5 system-ui,sans-serif;max-width:28rem;margin:15vh auto;padding:0 1rem;text-align:center;color:#1f2328}
button{font:inherit;padding:.6rem 1.4rem;border:0;border-radius:8px;background:#1f2328;color:#fff;cursor:pointer}</style></head>
<body><p>${texts[step]}</p>${step === 'ask' ? form : ''}</body></html>
`;
}
