import { describe, expectTypeOf, it, expect } from 'vitest';
import {
  campaignContent,
  campaignDraft,
  MOST_OFFERS,
  upsellContent,
} from '#app/contracts/campaign-content.ts';
import type { CampaignDraft } from '#app/contracts/campaign-content.ts';
import type { MessageContent, SavedDetailsContent, UpsellContent } from '#app/domain/campaigns/campaign.ts';
import { MOST_OFFERS as MOST_DECIDED } from '#app/domain/campaigns/layouts.ts';
import type { NewCampaign } from '#app/ports/campaign-store.ts';

describe('campaignDraft', () => {
  it("gives what the domain's campaigns hold", () => {
    expectTypeOf<CampaignDraft>().toExtend<NewCampaign>();
    expectTypeOf<Extract<CampaignDraft, { kind: 'upsell' }>['content']>().toExtend<UpsellContent>();
    expectTypeOf<Extract<CampaignDraft, { kind: 'message' }>['content']>().toExtend<MessageContent>();
    expectTypeOf<
      Extract<CampaignDraft, { kind: 'savedDetails' }>['content']
    >().toExtend<SavedDetailsContent>();
  });

  it('trims texts and drops fields it does not know', () => {
    const parsed = campaignDraft.parse({
      kind: 'message',
      name: ' Hello ',
      status: 'draft',
      priority: 1,
      audience: [],
      excluded: [],
      placements: ['thank-you.block'],
      content: { title: ' Hi ', body: 'Because you bought {{bought}}', tone: 'info', colour: 'red' },
      version: 9,
    });
    expect(parsed).toMatchObject({ name: 'Hello', content: { title: 'Hi' } });
    expect(parsed).not.toHaveProperty('version');
    expect(parsed.content).not.toHaveProperty('colour');
  });
});

describe('upsellContent', () => {
  const headline = 'You may also like';
  const source = { kind: 'recommended' };

  it('takes as many offers as the layout holds in a decision, and no more', () => {
    expect(MOST_OFFERS).toEqual(MOST_DECIDED);
    for (const [layout, most] of Object.entries(MOST_OFFERS)) {
      const isTaken = (maxOffers: number) =>
        upsellContent.safeParse({ headline, source, layout, maxOffers }).success;
      expect([0, 1, most, most + 1].map(isTaken)).toEqual([false, true, true, false]);
    }
  });

  it('is a list where a campaign was saved before there were layouts', () => {
    expect(upsellContent.parse({ headline, source, maxOffers: 2 }).layout).toBe('list');
  });
});

describe('campaignContent', () => {
  it('refuses content of another kind', () => {
    const content = { title: 'Hi', body: 'There', tone: 'info' };
    expect(campaignContent.safeParse({ kind: 'message', content }).success).toBe(true);
    expect(campaignContent.safeParse({ kind: 'upsell', content }).success).toBe(false);
  });
});
