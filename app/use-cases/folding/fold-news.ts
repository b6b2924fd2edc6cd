import { unreachable } from '#app/domain/kernel/invariant.ts';
import type { OrderNews, ShopNews } from '#app/ports/shop-news.ts';
import type { ComplianceNews } from './fold-compliance-news.ts';
import { foldCartNews, foldCheckoutDeleted } from './fold-cart-news.ts';
import { foldProductDeleted, foldProductNews, foldStockNews } from './fold-catalog-news.ts';
import type { FoldContext } from './fold-context.ts';
import {
  foldCustomerDeleted,
  foldCustomerNews,
  foldCustomersMerged,
  foldSegmentMembership,
} from './fold-customer-news.ts';
import { foldVisitNews } from './fold-visit-news.ts';
import { foldScopes, foldShopFacts, foldUninstalled } from './fold-installation-news.ts';
import { foldOrderAdjustment, foldOrderDeleted } from './fold-order-news.ts';

/** What is folded by itself; orders are folded many at once, compliance requests also for a shop that has gone. */
export type SingleNews = Exclude<ShopNews, ComplianceNews | OrderNews>;

/** Folds one piece of news of an installed shop into what is stored. */
export async function foldNews(context: FoldContext, news: SingleNews): Promise<void> {
  switch (news.kind) {
    case 'order-adjustment':
      return foldOrderAdjustment(context, news);
    case 'order-deleted':
      return foldOrderDeleted(context, news.orderId);
    case 'cart':
    case 'checkout':
      return foldCartNews(context, news);
    case 'checkout-deleted':
      return foldCheckoutDeleted(context, news);
    case 'customer':
      return foldCustomerNews(context, news);
    case 'customer-deleted':
      return foldCustomerDeleted(context, news.customerId);
    case 'customers-merged':
      return foldCustomersMerged(context, news);
    case 'visit':
      return foldVisitNews(context, news);
    case 'segment-membership':
      return foldSegmentMembership(context, news);
    case 'product':
      return foldProductNews(context, news);
    case 'product-deleted':
      return foldProductDeleted(context, news.productId);
    case 'variant-stock':
    case 'inventory-level':
      return foldStockNews(context, news);
    case 'shop':
      return foldShopFacts(context, news);
    case 'app-uninstalled':
      return foldUninstalled(context);
    case 'scopes-changed':
      return foldScopes(context, news.scopes);
    case 'bulk-operation-finished':
      context.effects.add('read-history');
      return;
    case 'nothing':
      return;
    default:
      return unreachable(news);
  }
}
