import { createLines, newToken, type ShopWriter } from './checkouts.ts';
import type { ShopState } from './shop-state.ts';
import type { Cart, Carts, Checkouts } from './shop.ts';

/** A cart, and the checkout that was made of it: from then on they share the newer lines. */
interface OpenCart extends Cart {
  readonly checkoutToken: string | null;
}

/** The carts of the storefront: every change is told. */
export function createCarts(state: ShopState, checkouts: Checkouts, { now, tell }: ShopWriter): Carts {
  const carts = new Map<string, OpenCart>();
  const find = (token: string): OpenCart | undefined => current(carts.get(token), checkouts);
  const get = (token: string): OpenCart => {
    const cart = find(token);
    if (!cart) throw new Error(`Expected an open cart, found "${token}".`);
    return cart;
  };
  const change = (before: OpenCart, lines: Cart['lines']): Cart => {
    // A second later than any telling before it, so that the newest lines win whatever comes first.
    const cart = { ...before, lines, updatedAt: Math.max(now(), before.updatedAt + 1) };
    carts.set(cart.cartToken, cart);
    tell({ topic: 'carts/update', cart });
    return cart;
  };
  const create: Carts['create'] = ({ lines, countryCode, attributes = [] }) => {
    const at = now();
    const cart = {
      ...{ cartToken: newToken(), checkoutToken: null, createdAt: at, updatedAt: at },
      ...{ countryCode, lines: createLines(state, lines), attributes: [...attributes] },
    };
    carts.set(cart.cartToken, cart);
    tell({ topic: 'carts/create', cart });
    return cart;
  };
  return {
    get: find,
    create,
    add(token, variantId, quantity, countryCode, attributes = []) {
      const lines = [{ variantId, quantity, attributes }];
      const cart = token === null ? undefined : find(token);
      if (!cart) return create({ lines, countryCode });
      const isSame = (line: Cart['lines'][number]) =>
        line.variantId === variantId && JSON.stringify(line.attributes) === JSON.stringify(attributes);
      if (!cart.lines.some(isSame)) return change(cart, [...cart.lines, ...createLines(state, lines)]);
      const more = (line: Cart['lines'][number]) => ({ ...line, quantity: line.quantity + quantity });
      return change(
        cart,
        cart.lines.map((line) => (isSame(line) ? more(line) : line)),
      );
    },
    setQuantity(token, lineId, quantity) {
      const cart = get(token);
      const lines = cart.lines.map((line) => (line.id === lineId ? { ...line, quantity } : line));
      return change(
        cart,
        lines.filter((line) => line.quantity > 0),
      );
    },
    checkOut(token, buyer) {
      const cart = get(token);
      const open = cart.checkoutToken === null ? undefined : checkouts.get(cart.checkoutToken);
      const { lines, attributes } = cart;
      if (open) return checkouts.update(open.token, { ...buyer, lines });
      const checkout = checkouts.create({ ...buyer, cartToken: token, lines, attributes });
      carts.set(token, { ...cart, checkoutToken: checkout.token });
      return checkout;
    },
  };
}

/** The cart with the lines of its checkout where those are newer; undefined once that is an order. */
function current(cart: OpenCart | undefined, checkouts: Checkouts): OpenCart | undefined {
  const checkout = cart?.checkoutToken ? checkouts.get(cart.checkoutToken) : undefined;
  if (!cart || !checkout) return cart;
  if (checkout.completedAt !== null) return undefined;
  return checkout.updatedAt > cart.updatedAt ? { ...cart, lines: checkout.lines } : cart;
}
