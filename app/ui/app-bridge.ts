/** The parts of App Bridge the admin uses. Its script may be missing (blocked, or a page outside Shopify): then nothing happens. */
interface AppBridge {
  readonly toast?: { show(text: string, options?: { isError?: boolean }): unknown };
  readonly scopes?: { request(scopes: readonly string[]): Promise<unknown> };
  readonly saveBar?: { show(id: string): Promise<void>; hide(id: string): Promise<void> };
}

function appBridge(): AppBridge | undefined {
  if (typeof window === 'undefined' || !('shopify' in window)) return undefined;
  const { shopify } = window;
  return typeof shopify === 'object' && shopify !== null ? shopify : undefined;
}

/** A short note that something was done. Problems go to their place on the page instead. */
export function showToast(text: string): void {
  appBridge()?.toast?.show(text);
}

/** Asks the merchant for optional scopes; false where they refuse, or nobody can be asked. */
export async function requestScopes(scopes: readonly string[]): Promise<boolean> {
  const answer = await appBridge()?.scopes?.request([...scopes]);
  return isGrant(answer) && answer.result === 'granted-all';
}

function isGrant(answer: unknown): answer is { readonly result: unknown } {
  return typeof answer === 'object' && answer !== null && 'result' in answer;
}

/** Whether Shopify's own bar for unsaved changes can be shown. */
export function hasSaveBar(): boolean {
  return appBridge()?.saveBar !== undefined;
}

/** Shows or hides the save bar of this id. */
export function setSaveBar(id: string, isShown: boolean): void {
  const bar = appBridge()?.saveBar;
  void (isShown ? bar?.show(id) : bar?.hide(id));
}
