import { Card, Text } from '@shopify/polaris';
import type { ReactNode } from 'react';

/** A card whose table reaches its edges. */
export function Section({ title, note, children }: { title: string; note: string; children: ReactNode }) {
  return (
    <Card padding="0">
      <div className="card-head">
        <Text as="h2" variant="headingMd">
          {title}
        </Text>
        <Text as="p" variant="bodySm" tone="subdued">
          {note}
        </Text>
      </div>
      {children}
    </Card>
  );
}

export function Note({ children }: { children: string }) {
  return (
    <div className="card-note">
      <Text as="p" tone="subdued">
        {children}
      </Text>
    </div>
  );
}
