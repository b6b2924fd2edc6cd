import { describe, expectTypeOf, it, expect } from 'vitest';
import { campaignContent, campaignDraft } from '#app/contracts/campaign-content.ts';
import type { CampaignDraft } from '#app/contracts/campaign-content.ts';
import type { MessageContent, SavedDetailsContent, UpsellContent } from '#app/domain/campaigns/campaign.ts';
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

describe('campaignContent', () => {
  it('refuses content of another kind', () => {
    const content = { title: 'Hi', body: 'There', tone: 'info' };
    expect(campaignContent.safeParse({ kind: 'message', content }).success).toBe(true);
    expect(campaignContent.safeParse({ kind: 'upsell', content }).success).toBe(false);
  });
});
