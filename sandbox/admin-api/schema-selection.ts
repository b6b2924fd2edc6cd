/**
 * What the sandbox keeps of Shopify's Admin schema: each type with the fields it answers. Fields whose type or required
 * argument is not kept are dropped by the extraction, enumerations and scalars come along by themselves.
 */
export const SCHEMA_SELECTION: Readonly<Record<string, readonly string[]>> = {
  QueryRoot:
    `shop market markets product products productVariant productVariants productsCount customer customers customersCount
    order orders ordersCount node nodes bulkOperation bulkOperations currentBulkOperation currentAppInstallation inventoryItem
    inventoryItems locations webhookSubscriptions collection collections segment segments segmentsCount
    customerSegmentMembers webPixel`.split(/\s+/),
  Mutation: `bulkOperationRunQuery bulkOperationCancel flowTriggerReceive metafieldsSet tagsAdd tagsRemove
    discountAutomaticAppCreate discountAutomaticAppUpdate discountAutomaticDelete webPixelCreate webPixelUpdate
    webPixelDelete`.split(/\s+/),

  // Interfaces and shared shapes
  Node: ['id'],
  LegacyInteroperability: ['legacyResourceId'],
  HasMetafields: ['metafield', 'metafields'],
  DisplayableError: ['field', 'message'],
  PageInfo: ['hasNextPage', 'hasPreviousPage', 'startCursor', 'endCursor'],
  MoneyV2: ['amount', 'currencyCode'],
  MoneyBag: ['shopMoney', 'presentmentMoney'],
  Attribute: ['key', 'value'],
  Count: ['count', 'precision'],
  Image: ['altText', 'height', 'id', 'url', 'width'],
  Metafield:
    `id createdAt updatedAt key legacyResourceId namespace ownerType type value jsonValue compareDigest`.split(
      /\s+/,
    ),
  MetafieldConnection: ['edges', 'nodes', 'pageInfo'],
  MetafieldEdge: ['cursor', 'node'],
  MetafieldsSetInput: ['key', 'namespace', 'ownerId', 'type', 'value', 'compareDigest'],
  MetafieldsSetPayload: ['metafields', 'userErrors'],
  MetafieldsSetUserError: ['code', 'elementIndex', 'field', 'message'],
  FlowTriggerReceivePayload: ['userErrors'],
  TagsAddPayload: ['node', 'userErrors'],
  TagsRemovePayload: ['node', 'userErrors'],
  UserError: ['field', 'message'],

  // Discounts of functions
  DiscountAutomaticNode: ['id', 'metafield', 'metafields'],
  DiscountAutomaticApp: [
    'discountId',
    'title',
    'status',
    'startsAt',
    'endsAt',
    'discountClasses',
    'combinesWith',
  ],
  DiscountCombinesWith: ['orderDiscounts', 'productDiscounts', 'shippingDiscounts'],
  DiscountAutomaticAppInput: [
    'title',
    'functionHandle',
    'startsAt',
    'endsAt',
    'discountClasses',
    'combinesWith',
    'metafields',
  ],
  DiscountCombinesWithInput: ['orderDiscounts', 'productDiscounts', 'shippingDiscounts'],
  MetafieldInput: ['namespace', 'key', 'type', 'value'],
  DiscountAutomaticAppCreatePayload: ['automaticAppDiscount', 'userErrors'],
  DiscountAutomaticAppUpdatePayload: ['automaticAppDiscount', 'userErrors'],
  DiscountAutomaticDeletePayload: ['deletedAutomaticDiscountId', 'userErrors'],
  DiscountUserError: ['code', 'field', 'message'],

  // The app's web pixel
  WebPixel: ['id', 'settings'],
  WebPixelInput: ['settings'],
  WebPixelCreatePayload: ['webPixel', 'userErrors'],
  WebPixelUpdatePayload: ['webPixel', 'userErrors'],
  WebPixelDeletePayload: ['deletedWebPixelId', 'userErrors'],
  ErrorsWebPixelUserError: ['code', 'field', 'message'],

  // Shop, app, markets
  Shop: `id name email contactEmail myshopifyDomain primaryDomain url currencyCode enabledPresentmentCurrencies ianaTimezone
    timezoneAbbreviation timezoneOffset timezoneOffsetMinutes taxesIncluded weightUnit plan shopAddress createdAt updatedAt
    metafield metafields`.split(/\s+/),
  ShopPlan: ['publicDisplayName', 'partnerDevelopment', 'shopifyPlus'],
  ShopAddress: ['id', 'address1', 'city', 'country', 'countryCodeV2', 'zip'],
  Domain: ['id', 'host', 'sslEnabled', 'url'],
  AppInstallation: ['id', 'accessScopes', 'app', 'launchUrl', 'metafield', 'metafields'],
  AccessScope: ['handle', 'description'],
  App: ['id', 'apiKey', 'embedded', 'handle', 'title', 'webhookApiVersion'],
  Market: [
    'id',
    'name',
    'handle',
    'status',
    'type',
    'primary',
    'enabled',
    'conditions',
    'regions',
    'currencySettings',
  ],
  MarketConnection: ['edges', 'nodes', 'pageInfo'],
  MarketEdge: ['cursor', 'node'],
  MarketConditions: ['conditionTypes', 'regionsCondition'],
  RegionsCondition: ['applicationLevel', 'regions'],
  MarketRegion: ['id', 'name'],
  MarketRegionConnection: ['edges', 'nodes', 'pageInfo'],
  MarketRegionEdge: ['cursor', 'node'],
  MarketRegionCountry: ['id', 'name', 'code', 'currency'],
  MarketCurrencySettings: ['baseCurrency', 'localCurrencies', 'roundingEnabled'],
  CurrencySetting: ['currencyCode', 'currencyName', 'enabled', 'manualRate', 'rateUpdatedAt'],

  // Catalog
  Product:
    `id legacyResourceId title handle description descriptionHtml vendor productType tags status createdAt updatedAt
    publishedAt featuredMedia featuredImage media images options hasOnlyDefaultVariant hasOutOfStockVariants isGiftCard
    requiresSellingPlan publishedInContext
    totalInventory tracksInventory variants variantsCount priceRangeV2 contextualPricing onlineStoreUrl collections metafield
    metafields`.split(/\s+/),
  ProductConnection: ['edges', 'nodes', 'pageInfo'],
  ProductEdge: ['cursor', 'node'],
  ProductOption: ['id', 'name', 'position', 'values'],
  ProductPriceRangeV2: ['minVariantPrice', 'maxVariantPrice'],
  ProductContextualPricing: ['priceRange', 'minVariantPricing', 'maxVariantPricing'],
  ProductVariant:
    `id legacyResourceId title displayName sku barcode price compareAtPrice availableForSale inventoryPolicy
    inventoryQuantity sellableOnlineQuantity inventoryItem position product selectedOptions taxable image contextualPricing
    productVariantComponents createdAt updatedAt metafield metafields`.split(/\s+/),
  ProductVariantConnection: ['edges', 'nodes', 'pageInfo'],
  ProductVariantEdge: ['cursor', 'node'],
  ProductVariantContextualPricing: ['price', 'compareAtPrice', 'quantityRule'],
  QuantityRule: ['increment', 'isDefault', 'maximum', 'minimum'],
  ProductVariantComponent: ['id', 'productVariant', 'quantity'],
  ProductVariantComponentConnection: ['edges', 'nodes', 'pageInfo'],
  ProductVariantComponentEdge: ['cursor', 'node'],
  ContextualPublicationContext: ['country', 'companyLocationId', 'locationId'],
  ContextualPricingContext: ['country', 'companyLocationId', 'locationId'],
  SelectedOption: ['name', 'value'],
  Media: ['id', 'alt', 'mediaContentType', 'preview', 'status'],
  MediaConnection: ['edges', 'nodes', 'pageInfo'],
  MediaEdge: ['cursor', 'node'],
  MediaImage: ['id', 'alt', 'image', 'mediaContentType', 'preview', 'status', 'createdAt', 'updatedAt'],
  MediaPreviewImage: ['image', 'status'],
  ImageConnection: ['edges', 'nodes', 'pageInfo'],
  ImageEdge: ['cursor', 'node'],
  InventoryItem:
    `id legacyResourceId sku tracked requiresShipping unitCost inventoryLevel inventoryLevels variant createdAt
    updatedAt`.split(/\s+/),
  InventoryItemConnection: ['edges', 'nodes', 'pageInfo'],
  InventoryItemEdge: ['cursor', 'node'],
  InventoryLevel: ['id', 'item', 'location', 'quantities', 'isActive', 'createdAt', 'updatedAt'],
  InventoryLevelConnection: ['edges', 'nodes', 'pageInfo'],
  InventoryLevelEdge: ['cursor', 'node'],
  InventoryQuantity: ['id', 'name', 'quantity', 'updatedAt'],
  Location: ['id', 'legacyResourceId', 'name', 'isActive', 'fulfillsOnlineOrders', 'createdAt', 'updatedAt'],
  LocationConnection: ['edges', 'nodes', 'pageInfo'],
  LocationEdge: ['cursor', 'node'],

  Collection:
    `id legacyResourceId title handle description descriptionHtml updatedAt products productsCount`.split(
      /\s+/,
    ),
  CollectionConnection: ['edges', 'nodes', 'pageInfo'],
  CollectionEdge: ['cursor', 'node'],

  // Customers
  Customer:
    `id legacyResourceId firstName lastName displayName email phone locale state tags note numberOfOrders amountSpent
    lastOrder orders defaultAddress addresses addressesV2 defaultEmailAddress defaultPhoneNumber verifiedEmail taxExempt
    lifetimeDuration createdAt updatedAt metafield metafields`.split(/\s+/),
  CustomerConnection: ['edges', 'nodes', 'pageInfo'],
  CustomerEdge: ['cursor', 'node'],
  CustomerEmailAddress: [
    'emailAddress',
    'marketingState',
    'marketingOptInLevel',
    'marketingUpdatedAt',
    'validFormat',
  ],
  CustomerPhoneNumber: ['phoneNumber', 'marketingState'],
  MailingAddress:
    `id firstName lastName name company address1 address2 city province provinceCode zip country countryCodeV2
    countryCode phone formatted timeZone`.split(/\s+/),
  MailingAddressConnection: ['edges', 'nodes', 'pageInfo'],
  MailingAddressEdge: ['cursor', 'node'],

  // The merchant's own segments
  Segment: ['id', 'name', 'query', 'creationDate', 'lastEditDate'],
  SegmentConnection: ['edges', 'nodes', 'pageInfo'],
  SegmentEdge: ['cursor', 'node'],
  CustomerSegmentMember: ['id', 'displayName', 'firstName', 'lastName', 'numberOfOrders'],
  CustomerSegmentMemberConnection: ['edges', 'pageInfo', 'totalCount'],
  CustomerSegmentMemberEdge: ['cursor', 'node'],

  // Orders
  Order:
    `id legacyResourceId name number email phone note tags test sourceName createdAt processedAt updatedAt cancelledAt
    cancelReason closed closedAt confirmed currencyCode presentmentCurrencyCode customer customerLocale cartToken checkoutToken
    customAttributes discountCodes displayFinancialStatus displayFulfillmentStatus shippingAddress billingAddress lineItems
    refunds paymentGatewayNames subtotalLineItemsQuantity currentSubtotalLineItemsQuantity subtotalPriceSet
    currentSubtotalPriceSet totalPriceSet currentTotalPriceSet originalTotalPriceSet totalDiscountsSet totalRefundedSet
    totalShippingPriceSet totalTaxSet totalReceivedSet netPaymentSet taxesIncluded fullyPaid unpaid metafield
    metafields`.split(/\s+/),
  OrderConnection: ['edges', 'nodes', 'pageInfo'],
  OrderEdge: ['cursor', 'node'],
  LineItem:
    `id title name sku vendor variantTitle quantity currentQuantity refundableQuantity isGiftCard requiresShipping taxable
    product variant customAttributes originalUnitPriceSet discountedUnitPriceSet discountedUnitPriceAfterAllDiscountsSet
    originalTotalSet discountedTotalSet totalDiscountSet image`.split(/\s+/),
  LineItemConnection: ['edges', 'nodes', 'pageInfo'],
  LineItemEdge: ['cursor', 'node'],
  Refund: [
    'id',
    'legacyResourceId',
    'createdAt',
    'processedAt',
    'updatedAt',
    'note',
    'order',
    'refundLineItems',
    'totalRefundedSet',
  ],
  RefundLineItem: [
    'id',
    'lineItem',
    'location',
    'quantity',
    'priceSet',
    'subtotalSet',
    'restockType',
    'restocked',
  ],
  RefundLineItemConnection: ['edges', 'nodes', 'pageInfo'],
  RefundLineItemEdge: ['cursor', 'node'],

  // Bulk operations and webhooks
  BulkOperation:
    `id status errorCode type query url partialDataUrl fileSize objectCount rootObjectCount createdAt
    completedAt`.split(/\s+/),
  BulkOperationConnection: ['edges', 'nodes', 'pageInfo'],
  BulkOperationEdge: ['cursor', 'node'],
  BulkOperationRunQueryPayload: ['bulkOperation', 'userErrors'],
  BulkOperationUserError: ['code', 'field', 'message'],
  BulkOperationCancelPayload: ['bulkOperation', 'userErrors'],
  WebhookSubscription: [
    'id',
    'legacyResourceId',
    'topic',
    'uri',
    'format',
    'includeFields',
    'createdAt',
    'updatedAt',
  ],
  WebhookSubscriptionConnection: ['edges', 'nodes', 'pageInfo'],
  WebhookSubscriptionEdge: ['cursor', 'node'],
};
