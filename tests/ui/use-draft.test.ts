import { describe, expect, it } from 'vitest';
import { meetStored, type Form } from '#app/ui/use-draft.ts';

interface Draft {
  readonly version: number;
  readonly days: string;
}

const opened: Draft = { version: 1, days: '30' };
const untouched: Form<Draft> = { opened, draft: opened, saved: null };
const typed: Form<Draft> = { ...untouched, draft: { version: 1, days: '45' } };
const ofAnother: Draft = { version: 2, days: '90' };

const meet = (form: Form<Draft>, stored: Draft, saved: object | null = null): Form<Draft> =>
  meetStored(form, stored, saved, ({ days }) => days);

describe('meetStored', () => {
  it('leaves a form alone while the page tells the same', () => {
    expect(meet(untouched, { ...opened })).toBe(untouched);
    expect(meet(typed, { ...opened })).toBe(typed);
  });

  it('takes what somebody else stored while nothing is typed', () => {
    expect(meet(untouched, ofAnother)).toMatchObject({ opened: ofAnother, draft: ofAnother });
  });

  it('keeps what is typed, and the version it was opened at, when somebody else stores', () => {
    expect(meet(typed, ofAnother)).toBe(typed);
  });

  it('takes what somebody else stored once what was typed is discarded', () => {
    const discarded = { ...typed, draft: typed.opened };
    expect(meet(discarded, ofAnother).draft).toEqual(ofAnother);
  });

  it('starts from what is stored after its own save, also where that is what it was opened with', () => {
    const padded = { ...untouched, draft: { version: 1, days: '030' } };
    const saved = {};
    const met = meet(padded, { ...opened }, saved);
    expect(met).toEqual({ opened, draft: opened, saved });
  });

  it('keeps what is typed after a save whose answer is still there', () => {
    const saved = {};
    const later = { ...typed, saved };
    expect(meet(later, opened, saved)).toBe(later);
    expect(meet(later, opened, null)).toBe(later);
  });
});
