import { Banner, Link, List } from '@shopify/polaris';
import type { ReactNode } from 'react';
import type { IntakeAlarm } from '#app/domain/quality/intake/alarms.ts';
import { sayAlarm } from '../data/alarms.tsx';
import type { Step } from '../backfill-steps.tsx';
import { plural } from '../format.ts';
import { describeCheckoutFailures } from './checkout-failures.ts';
import type { CheckoutFailureCount } from './checkout-failures.ts';

interface ProblemsProps {
  readonly quarantined: number;
  readonly alarms: readonly IntakeAlarm[];
  readonly timezone: string;
  readonly fallbacks: number;
  readonly newestFailure: string | null;
  readonly checkoutFailures: readonly CheckoutFailureCount[];
  readonly failedSteps: readonly Step[];
  readonly harmful: readonly { readonly id: string; readonly name: string; readonly sentence: string }[];
}

/** What is wrong now, each with what it means and where to go. Nothing when nothing is. */
export function Problems(props: ProblemsProps) {
  const problems = [
    ...failedSteps(props),
    ...harms(props),
    ...quarantine(props),
    ...intake(props),
    ...fallbacks(props),
    ...unseen(props),
  ];
  if (problems.length === 0) return null;
  return (
    <Banner
      tone={props.failedSteps.length > 0 ? 'critical' : 'warning'}
      title={problems.length === 1 ? 'Something needs a look' : `${problems.length} things need a look`}
    >
      <List>
        {problems.map(({ id, text }) => (
          <List.Item key={id}>{text}</List.Item>
        ))}
      </List>
    </Banner>
  );
}

interface ProblemLine {
  readonly id: string;
  readonly text: ReactNode;
}

function failedSteps({ failedSteps: failed }: ProblemsProps): ProblemLine[] {
  return failed.map(({ step, message }) => ({
    id: step,
    text: (
      <>
        Reading the shop&apos;s history failed: {message ?? `the step “${step}” did not finish.`}{' '}
        <Link url="/app/data">See how far it came</Link>
      </>
    ),
  }));
}

function harms({ harmful }: ProblemsProps): ProblemLine[] {
  return harmful.map(({ id, name, sentence }) => ({
    id,
    text: (
      <>
        <Link url={`/app/campaigns/${id}`}>{name}</Link>: {sentence}
      </>
    ),
  }));
}

function quarantine({ quarantined }: ProblemsProps): ProblemLine[] {
  if (quarantined === 0) return [];
  return [
    {
      id: 'quarantine',
      text: (
        <>
          {plural(quarantined, 'delivery', 'deliveries')} from Shopify could not be read. What they tell is
          missing from profiles until they are replayed. <Link url="/app/data">See which</Link>
        </>
      ),
    },
  ];
}

function intake({ alarms, timezone }: ProblemsProps): ProblemLine[] {
  return alarms.map((alarm) => ({
    id: `${alarm.kind} ${alarm.topic}`,
    text: (
      <>
        {sayAlarm(alarm, timezone)} <Link url="/app/data">See what came in</Link>
      </>
    ),
  }));
}

function fallbacks({ fallbacks: count, newestFailure }: ProblemsProps): ProblemLine[] {
  if (count === 0) return [];
  const reason = newestFailure === null ? '' : ` The newest reason: ${newestFailure}.`;
  return [
    {
      id: 'fallbacks',
      text: `${plural(count, 'checkout')} in the last day went on without Attune, because no answer could be made.${reason}`,
    },
  ];
}

function unseen({ checkoutFailures }: ProblemsProps): ProblemLine[] {
  const text = describeCheckoutFailures(checkoutFailures);
  return text === null ? [] : [{ id: 'checkout-failures', text }];
}
