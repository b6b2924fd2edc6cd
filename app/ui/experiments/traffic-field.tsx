import { Select } from '@shopify/polaris';
import type { Traffic } from '#app/domain/experiments/assignment/periods.ts';
import { ARM_FLOOR, CONTROL_FLOOR } from '#app/domain/experiments/thompson-shares.ts';
import { formatShare } from '../format.ts';

interface TrafficFieldProps {
  readonly traffic: Traffic;
  readonly onChange: (traffic: Traffic) => void;
}

/** Whether the shares stay, or follow the results. */
export function TrafficField({ traffic, onChange }: TrafficFieldProps) {
  return (
    <Select
      label="Traffic"
      value={traffic}
      onChange={(value) => onChange(value === 'bandit' ? 'bandit' : 'fixed')}
      options={[
        { label: 'Shares stay as set', value: 'fixed' },
        { label: 'Shares follow the results (bandit)', value: 'bandit' },
      ]}
      helpText={
        traffic === 'fixed'
          ? 'The surest way to learn what an arm causes.'
          : `At most once a day shoppers who are new to the experiment go where it does best. Control keeps ${formatShare(CONTROL_FLOOR, 1)}, each other arm ${formatShare(ARM_FLOOR, 1)}. Sells more on the way, and knows less for certain.`
      }
    />
  );
}
