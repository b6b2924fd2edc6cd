import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { action as privacyAction, loader as privacyLoader } from '#app/routes/app.privacy.tsx';
import { action as settingsAction, loader as settingsLoader } from '#app/routes/app.settings.tsx';
import { openAdminSite, type AdminSite } from './admin-site.ts';

let site: AdminSite;
beforeAll(async () => {
  site = await openAdminSite();
});
afterAll(() => site.close());

interface CardCase {
  readonly part: string;
  readonly intent: string;
  readonly page: 'settings' | 'privacy';
  /** What two admins who opened the same card make of it. */
  readonly theirs: unknown;
  readonly own: unknown;
}

const PAGES = {
  settings: { path: '/app/settings', loader: settingsLoader, action: settingsAction },
  privacy: { path: '/app/privacy', loader: privacyLoader, action: privacyAction },
};

const MAIL = { host: 'smtp.example.com', port: 587, security: 'starttls', username: 'shop' };
const SENDER = { fromName: 'Shop', fromAddress: 'shop@example.com', postalAddress: 'High Street 1' };
const account = (part: object) => ({ ...MAIL, ...SENDER, ...part });
const place = (part: object) => ({ isOn: true, namespace: 'custom', key: 'tier', ...part });
const reminders = (part: object) => ({
  ...{ isOn: false, by: 'attune', waitHours: 24, quietFrom: 21, quietTo: 8, ...part },
});

const show = async ({ page, part }: Pick<CardCase, 'page' | 'part'>) => {
  const { loader, path } = PAGES[page];
  return (await site.get(loader, path)).body[part];
};
const save = ({ page, part, intent }: CardCase, opened: unknown, value: unknown) => {
  const { action, path } = PAGES[page];
  return site.post(action, path, { intent, opened, [part]: value });
};
const cardsOfSettings = (cards: readonly Omit<CardCase, 'page'>[]): readonly CardCase[] =>
  cards.map((card) => ({ ...card, page: 'settings' }));

const CARDS: readonly CardCase[] = [
  ...cardsOfSettings([
    {
      ...{ part: 'tiers', intent: 'save-tiers' },
      theirs: [{ name: 'Gold', orders: { count: 3, days: null } }],
      own: [{ name: 'Silver', tag: 'silver' }],
    },
    { part: 'exploration', intent: 'save-exploration', theirs: 0.1, own: 0.2 },
    { part: 'holdout', intent: 'save-holdout', theirs: 0.1, own: 0.2 },
    { part: 'isInferring', intent: 'save-inference', theirs: true, own: false },
    {
      ...{ part: 'reminders', intent: 'save-reminders' },
      theirs: reminders({ waitHours: 10 }),
      own: reminders({ quietTo: 9 }),
    },
    {
      ...{ part: 'mail', intent: 'save-mail' },
      theirs: account({}),
      own: account({ host: 'mail.example.com' }),
    },
    {
      ...{ part: 'tierSource', intent: 'save-tier-source' },
      theirs: place({}),
      own: place({ key: 'vip' }),
    },
  ]),
];

describe('a card of the settings', () => {
  it.each(CARDS)('is not saved over what another admin saved of it meanwhile: $part', async (card) => {
    const opened = await show(card);
    expect((await save(card, opened, card.theirs)).status).toBe(200);
    const theirs = await show(card);
    const refused = await save(card, opened, card.own);
    expect([refused.status, refused.body]).toEqual([
      409,
      { kind: 'refused', sentence: expect.stringMatching(/^This setting was changed somewhere else/) },
    ]);
    expect(await show(card)).toEqual(theirs);
    expect((await save(card, theirs, card.own)).status).toBe(200);
  });

  it.each([
    { part: 'guardrails', intent: 'save-guardrails', page: 'settings', fields: ['ownedDays', 'shownDays'] },
    { part: 'retention', intent: 'save-retention', page: 'privacy', fields: ['visits', 'deliveries'] },
  ] as const)(
    'keeps what another admin saved in another field of it meanwhile: $part',
    async ({ fields: [their, own], ...card }) => {
      const opened = await show(card);
      const change = (value: object) => save({ ...card, theirs: null, own: null }, opened, value);
      expect((await change({ ...opened, [their]: 20 })).body.kind).toBe(`${card.part}-saved`);
      expect((await change({ ...opened, [own]: 21 })).status).toBe(409);
      expect(await show(card)).toEqual({ ...opened, [their]: 20 });
    },
  );

  it('is saved although another card was saved meanwhile', async () => {
    const [exploration, holdout] = [CARDS[1]!, CARDS[2]!];
    const opened = await show(holdout);
    await save(exploration, await show(exploration), 0.3);
    expect((await save(holdout, opened, 0.15)).status).toBe(200);
  });

  it.each(CARDS.filter(({ part }) => ['exploration', 'mail', 'tierSource'].includes(part)))(
    'is saved by one of two who save at the same moment: $part',
    async (card) => {
      const opened = await show(card);
      const saves = await Promise.all([card.theirs, card.theirs].map((value) => save(card, opened, value)));
      expect(saves.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    },
  );
});
