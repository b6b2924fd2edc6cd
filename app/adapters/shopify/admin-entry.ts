import { ShopifyError } from '@shopify/shopify-api';
import jwt from 'jsonwebtoken';
import type { Log } from '#app/ports/log.ts';
import type { Shop, ShopStore } from '#app/ports/shop-store.ts';
import type { ShopifyApp } from './app.ts';

const APP_BRIDGE_URL = 'https://cdn.shopify.com/shopifycloud/app-bridge.js';

export interface AdminEntryDeps {
  readonly shopify: Pick<ShopifyApp, 'authenticate' | 'addDocumentResponseHeaders'>;
  readonly shops: Pick<ShopStore, 'findByDomain'>;
  readonly config: {
    readonly shopifyApiKey: string;
    readonly appBridgeUrl: string | null;
    readonly extraFrameAncestor: string | null;
  };
  readonly log: Log;
}

/** How a request gets into the embedded admin. */
export interface AdminEntry {
  /** For App Bridge's script tag. */
  readonly apiKey: string;
  readonly appBridgeUrl: string;
  /**
   * The shop of a verified session token; never of a parameter. Throws a Response (a redirect to get a token, 401, 410 for
   * bots) which a route lets pass.
   */
  signIn(request: Request): Promise<Shop>;
  /** Shopify's id of the staff member whose token it is; null where the token does not tell. Throws as `signIn` does. */
  readStaffId(request: Request): Promise<string | null>;
  /** Answers Shopify's authentication paths; always by throwing or returning a Response. */
  answerAuth(request: Request): Promise<Response>;
  /** Says who may frame a document. */
  setFrameHeaders(request: Request, headers: Headers): void;
  reportRenderError(error: unknown): void;
  /** Of what a loader or an action threw; not of a request that no page answers. */
  reportRequestError(error: unknown): void;
}

/** The entry of the embedded admin, over Shopify's library. */
export function createAdminEntry({ shopify, shops, config, log }: AdminEntryDeps): AdminEntry {
  const authenticate = singleFlight(async (request) => {
    if (!tokensOf(request).every(isOfAdmin)) throw new Response(null, { status: 401 });
    const { session, ...verified } = await shopify.authenticate.admin(request);
    return { domain: session.shop, staffId: 'sessionToken' in verified ? verified.sessionToken.sub : null };
  });
  return {
    apiKey: config.shopifyApiKey,
    appBridgeUrl: config.appBridgeUrl ?? APP_BRIDGE_URL,
    async signIn(request) {
      const { domain } = await authenticate(request);
      const shop = await shops.findByDomain(domain);
      if (shop && shop.uninstalledAt === null) return shop;
      log.warn({ shop: domain }, 'session of a shop that is not installed');
      throw new Response('This shop has not installed Attune.', { status: 403 });
    },
    readStaffId: async (request) => (await authenticate(request)).staffId,
    async answerAuth(request) {
      if (!namesShop(shopify, request)) throw new Response(null, { status: 404 });
      try {
        await shopify.authenticate.admin(request);
      } catch (error) {
        // Somebody made up an address to be led to.
        throw error instanceof ShopifyError ? new Response(null, { status: 404 }) : error;
      }
      return new Response(null, { status: 302, headers: { Location: '/app' } });
    },
    setFrameHeaders(request, headers) {
      shopify.addDocumentResponseHeaders(request, headers);
      if (config.appBridgeUrl) headers.delete('Link');
      allowFraming(headers, config.extraFrameAncestor);
    },
    reportRenderError: (error) => log.error({ err: error }, 'page could not be rendered'),
    reportRequestError(error) {
      if (!isOfClient(error)) log.error({ err: error }, 'admin request failed');
    },
  };
}

/** The session tokens that Shopify's library would take: App Bridge's, and that of a document's address. */
function tokensOf({ headers, url }: Request): string[] {
  const sent = [
    headers.get('authorization')?.replace('Bearer ', ''),
    new URL(url).searchParams.get('id_token'),
  ];
  return sent.flatMap((token) => token || []);
}

/**
 * Whether a token names the admin of its own shop as its issuer, and ends. A buyer's token from a checkout has the same signature and audience
 * and no issuer, and the library looks at neither. Whether it is genuine, and whether it is a token at all, the library says.
 */
function isOfAdmin(token: string): boolean {
  const claims = claimsOf(token);
  if (claims === null || typeof claims === 'string') return true;
  const [issuer, shop] = [claims.iss, claims['dest']].map((address) => URL.parse(String(address))?.host);
  return shop !== undefined && issuer === shop && claims.exp !== undefined;
}

/** Null where it cannot be read. */
function claimsOf(token: string): ReturnType<typeof jwt.decode> {
  try {
    return jwt.decode(token);
  } catch {
    return null;
  }
}

/** Whether the address has a shop that is one. Shopify's library takes any text there for who may frame its own pages. */
function namesShop({ addDocumentResponseHeaders }: AdminEntryDeps['shopify'], request: Request): boolean {
  const headers = new Headers();
  addDocumentResponseHeaders(request, headers);
  return headers.has('Content-Security-Policy');
}

/** Remix's own refusal of a page or a method that there is not. */
function isOfClient(error: unknown): boolean {
  if (error === null || typeof error !== 'object' || error instanceof Error) return false;
  return 'status' in error && Number(error.status) < 500;
}

/** Without a shop in the address Shopify's library says nothing, and anyone could frame the page. */
function allowFraming(headers: Headers, extra: string | null): void {
  const policy = headers.get('Content-Security-Policy') ?? "frame-ancestors 'none';";
  const isOpen = extra !== null && !policy.includes("'none'");
  const allowed = isOpen ? policy.replace(/^(frame-ancestors [^;]+)/, `$1 ${extra}`) : policy;
  headers.set('Content-Security-Policy', allowed);
}

/**
 * A document asks all its loaders at once, each with the same token: without this every one of them would exchange it.
 * A Response that is thrown goes to each caller as its own copy.
 */
function singleFlight<Answer>(
  authenticate: (request: Request) => Promise<Answer>,
): (request: Request) => Promise<Answer> {
  const inFlight = new Map<string, Promise<Answer>>();
  return async (request) => {
    const key = `${request.method} ${request.url} ${request.headers.get('authorization') ?? ''}`;
    const pending = inFlight.get(key) ?? authenticate(request).finally(() => inFlight.delete(key));
    inFlight.set(key, pending);
    try {
      return await pending;
    } catch (error) {
      throw error instanceof Response ? error.clone() : error;
    }
  };
}
