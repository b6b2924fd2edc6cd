import { Banner, Badge, List } from '@shopify/polaris';
import type { HealthWarning } from '#app/domain/segments/health/warnings.ts';

const TONES = { critical: 'critical', warning: 'warning', info: 'info' } as const;

/** What needs a look, the gravest first; nothing when nothing does. */
export function Warnings({ warnings }: { warnings: readonly HealthWarning[] }) {
  const [worst] = warnings;
  if (!worst) return null;
  const title = warnings.length === 1 ? 'One thing to know' : `${warnings.length} things to know`;
  return (
    <Banner tone={TONES[worst.severity]} title={title}>
      <List>
        {warnings.map(({ message }) => (
          <List.Item key={message}>{message}</List.Item>
        ))}
      </List>
    </Banner>
  );
}

const WORDS = { critical: 'Broken', warning: 'Needs a look', info: 'To know' } as const;

/** The state of one segment in a list. */
export function HealthBadge({ warnings }: { warnings: readonly HealthWarning[] }) {
  const [worst] = warnings;
  if (!worst) return <Badge tone="success">Healthy</Badge>;
  return <Badge tone={TONES[worst.severity]}>{WORDS[worst.severity]}</Badge>;
}
