/** Where a campaign's page asks: routes/app.campaigns.ask.ts. */
export const ASK_URL = '/app/campaigns/ask';
