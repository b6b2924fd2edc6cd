import { BlockStack, Card, List, Text } from '@shopify/polaris';

/** What Attune keeps of shoppers, and what it never does. */
export function KeptCard() {
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          What Attune keeps
        </Text>
        <List>
          <List.Item>
            Of a shopper: orders (products, amounts, times), tags, country, language, marketing consent and
            open carts; with the web pixel, of visitors who allow analytics, products looked at, searches and
            the kind of device. No names, no e-mail addresses, no phone numbers: a reminder’s address is asked
            of Shopify when it is sent.
          </List.Item>
          <List.Item>
            For saved details: the last delivery address, encrypted, and the type of the last payment. Never
            card data.
          </List.Item>
          <List.Item>
            Not at all: device fingerprints, locations beyond what Shopify tells, gender or age.
          </List.Item>
          <List.Item>
            Requests of your customers to see or erase their data come from Shopify by themselves; each is
            carried out and leaves a receipt without personal data. When you uninstall, Shopify asks Attune
            two days later to erase the whole shop.
          </List.Item>
        </List>
      </BlockStack>
    </Card>
  );
}
