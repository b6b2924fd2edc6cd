import type { Pace } from '#app/ports/pace.ts';

/** Lets everybody ask at once. */
export const freePace: Pace = { turn: async () => {}, rest: async () => {} };
