import { Select } from '@shopify/polaris';
import type { Window } from '#app/domain/segments/ast.ts';
import { DURATION_UNITS } from '#app/domain/segments/ast.ts';
import { DraftField } from './draft-field.tsx';

const NOWHERE = { start: 0, end: 0 };

type WindowForm = 'always' | 'last' | 'ago' | 'since' | 'until' | 'dates';

const FORM_WORDS: Readonly<Record<WindowForm, string>> = {
  always: 'over all time',
  last: 'in the last',
  ago: 'in a time before',
  since: 'since',
  until: 'until',
  dates: 'from a day to a day',
};

interface WindowFieldsProps {
  readonly window: Window | null;
  readonly forms: readonly WindowForm[];
  /** A day to begin with, YYYY-MM-DD. */
  readonly today: string;
  /** Takes a window over; gives what is wrong with it when it cannot. */
  readonly accept: (window: Window | null) => string | null;
}

/** The stretch of time that a condition looks at. */
export function WindowFields({ window, forms, today, accept }: WindowFieldsProps) {
  const change = (form: string) => accept(startWindow(forms.find((each) => each === form) ?? 'last', today));
  return (
    <>
      <div className="row-field">
        <Select
          label="Time looked at"
          labelHidden
          options={forms.map((form) => ({ value: form, label: FORM_WORDS[form] }))}
          value={formOf(window)}
          onChange={change}
        />
      </div>
      {window && <Parts window={window} accept={accept} />}
    </>
  );
}

function formOf(window: Window | null): WindowForm {
  switch (window?.kind) {
    case undefined:
      return 'always';
    case 'duration':
    case 'calendar':
      return 'last';
    case 'lagged':
      return 'ago';
    case 'dates':
      return window.from === null ? 'until' : window.to === null ? 'since' : 'dates';
  }
}

function startWindow(form: WindowForm, today: string): Window | null {
  switch (form) {
    case 'always':
      return null;
    case 'last':
      return { kind: 'duration', amount: 30, unit: 'days', span: NOWHERE };
    case 'ago':
      return { kind: 'lagged', from: 60, to: 30, unit: 'days', span: NOWHERE };
    case 'since':
      return { kind: 'dates', from: today, to: null, span: NOWHERE };
    case 'until':
      return { kind: 'dates', from: null, to: today, span: NOWHERE };
    case 'dates':
      return { kind: 'dates', from: today, to: today, span: NOWHERE };
  }
}

type PartsProps = Pick<WindowFieldsProps, 'accept'> & { readonly window: Window };

function Parts({ window, accept }: PartsProps) {
  switch (window.kind) {
    case 'duration':
    case 'calendar':
      return <LastFields window={window} accept={accept} />;
    case 'lagged':
      return (
        <>
          <AmountField label="From" amount={window.from} accept={(from) => accept({ ...window, from })} />
          <span className="row-word">to</span>
          <AmountField label="To" amount={window.to} accept={(to) => accept({ ...window, to })} />
          <UnitField
            units={DURATION_UNITS}
            value={window.unit}
            onChange={(unit) => accept({ ...window, unit })}
          />
          <span className="row-word">ago</span>
        </>
      );
    case 'dates':
      return (
        <>
          {window.from !== null && (
            <DateField label="First day" date={window.from} accept={(from) => accept({ ...window, from })} />
          )}
          {window.from !== null && window.to !== null && <span className="row-word">to</span>}
          {window.to !== null && (
            <DateField label="Last day" date={window.to} accept={(to) => accept({ ...window, to })} />
          )}
        </>
      );
  }
}

const CALENDAR_UNITS = { 'calendar days': 'days', 'calendar months': 'months' } as const;
const LAST_UNITS = [...DURATION_UNITS, 'calendar days', 'calendar months'] as const;

type LastWindow = Extract<Window, { kind: 'duration' | 'calendar' }>;

function LastFields({ window, accept }: Pick<WindowFieldsProps, 'accept'> & { window: LastWindow }) {
  const unit = window.kind === 'calendar' ? (`calendar ${window.unit}` as const) : window.unit;
  return (
    <>
      <AmountField
        label="How long"
        amount={window.amount}
        accept={(amount) => accept({ ...window, amount })}
      />
      <UnitField
        units={LAST_UNITS}
        value={unit}
        onChange={(next) => accept(lastWindow(window.amount, next))}
      />
    </>
  );
}

function lastWindow(amount: number, unit: (typeof LAST_UNITS)[number]): Window {
  return unit === 'calendar days' || unit === 'calendar months'
    ? { kind: 'calendar', amount, unit: CALENDAR_UNITS[unit], span: NOWHERE }
    : { kind: 'duration', amount, unit, span: NOWHERE };
}

interface AmountFieldProps {
  readonly label: string;
  readonly amount: number;
  readonly accept: (amount: number) => string | null;
}

export function AmountField({ label, amount, accept }: AmountFieldProps) {
  const read = (text: string) =>
    /^\d{1,7}$/.test(text.trim()) ? accept(Number(text)) : 'Expected a whole number.';
  return (
    <div className="row-field row-field--narrow">
      <DraftField label={label} value={String(amount)} accept={read} inputMode="numeric" />
    </div>
  );
}

interface UnitFieldProps<Unit extends string> {
  readonly units: readonly Unit[];
  readonly value: Unit;
  readonly onChange: (unit: Unit) => void;
}

export function UnitField<Unit extends string>({ units, value, onChange }: UnitFieldProps<Unit>) {
  return (
    <div className="row-field">
      <Select
        label="Unit"
        labelHidden
        options={units.map((unit) => ({ value: unit, label: unit }))}
        value={value}
        onChange={(chosen) => onChange(units.find((unit) => unit === chosen) ?? value)}
      />
    </div>
  );
}

function DateField({
  label,
  date,
  accept,
}: {
  label: string;
  date: string;
  accept: (date: string) => string | null;
}) {
  return (
    <div className="row-field">
      <DraftField label={label} value={date} accept={accept} type="date" />
    </div>
  );
}
