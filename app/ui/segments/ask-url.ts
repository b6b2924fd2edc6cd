/** Where the editor asks while a rule is written: routes/app.segments.ask.ts. */
export const ASK_URL = '/app/segments/ask';
