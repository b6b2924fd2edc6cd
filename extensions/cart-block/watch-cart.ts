/** What changes a cart without loading the page, with the language's folder before it or not. */
const CHANGES = /\/cart\/(add|change|update|clear)(\.js)?$/;
/** Changes come in bursts, and a theme draws its page anew after each. */
const SETTLED_MS = 250;

/**
 * Calls `act` a moment after the last change of the cart that anything on the page asked the storefront for. The browser's own record
 * of requests tells of them, so that nothing of the theme is touched; whether a change was made, it does not tell.
 */
export function watchCart(act: () => unknown): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  new PerformanceObserver((seen) => {
    if (!seen.getEntries().some(({ name }) => CHANGES.test(new URL(name).pathname))) return;
    clearTimeout(timer);
    timer = setTimeout(act, SETTLED_MS);
  }).observe({ type: 'resource' });
}
