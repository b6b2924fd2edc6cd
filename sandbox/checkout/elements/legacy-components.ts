/** Components of checkout extensions in API 2025-07; a test keeps the list equal to @shopify/ui-extensions 2025.7.4. */
export const legacyComponents: readonly string[] = (
  'Badge Banner BlockLayout BlockSpacer BlockStack Button Chat Checkbox Choice ChoiceList ClipboardItem ConsentCheckbox ' +
  'ConsentPhoneField DateField DatePicker Disclosure Divider DropZone Form Grid GridItem Heading HeadingGroup Icon Image ' +
  'InlineLayout InlineSpacer InlineStack Link List ListItem LoginWithShop Map MapMarker MapPopover Modal PaymentIcon ' +
  'PhoneField Popover Pressable ProductThumbnail Progress QRCode ScrollView Select Sheet SkeletonImage SkeletonText ' +
  'SkeletonTextBlock Spinner Stepper Switch Tag Text TextBlock TextField ToggleButton ToggleButtonGroup Tooltip View'
).split(' ');
