import { Text } from '@shopify/ui-extensions-react/checkout';

/** What a tap costs; beside it, where it is several units, what that is made of. */
export function Price({ total, parts }: { total: string; parts: string }) {
  return (
    <>
      <Text>{total}</Text>
      {parts !== '' && (
        <Text size="small" appearance="subdued">
          {parts}
        </Text>
      )}
    </>
  );
}
