/** Where the page asks: routes/app.recommendations.ask.ts. */
export const ASK_URL = '/app/recommendations/ask';
