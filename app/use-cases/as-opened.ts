import { isDeepStrictEqual } from 'node:util';

/** Why nothing was saved. `stale`: somebody else saved since the form was opened. */
export type SaveRefusal =
  | { readonly kind: 'invalid'; readonly fields: Readonly<Record<string, string>> }
  | { readonly kind: 'stale' };

/** Whether something is still shown as it was when a form was opened with it. Who does not say what that was takes it as it is. */
export function isAsOpened(opened: unknown, shown: unknown): boolean {
  return opened === undefined || isDeepStrictEqual(opened, JSON.parse(JSON.stringify(shown)));
}
