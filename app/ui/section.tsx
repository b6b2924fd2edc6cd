import { Card, Text } from '@shopify/polaris';
import type { ReactNode } from 'react';
import { CardHead } from './card-head.tsx';

/** A card whose table reaches its edges. */
export function Section({ title, note, children }: { title: string; note: string; children: ReactNode }) {
  return (
    <Card padding="0">
      <div className="card-head">
        <CardHead title={title}>{note}</CardHead>
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
