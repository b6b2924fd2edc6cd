import { createContext, useContext, useId, useState, type ReactNode } from 'react';

type Listener = ((detail?: unknown) => void) | undefined;

export interface FieldOptions {
  readonly label: string;
  readonly value: string;
  readonly error?: string;
  readonly isDisabled: boolean;
  readonly isReadOnly?: boolean;
  readonly isMultiline?: boolean;
  readonly isLabelHidden?: boolean;
  readonly type?: string;
  readonly autocomplete?: string;
  readonly onInput?: (value: string) => void;
  readonly onChange?: (value: string) => void;
  readonly onFocus?: Listener;
  readonly onBlur?: Listener;
}

/** A labelled text field. The page's own forms and both vocabularies use it. `onChange` fires when the field is left. */
export function TextField({ options }: { options: FieldOptions }) {
  const id = useId();
  const [draft, setDraft] = useState<string | null>(null);
  const value = draft ?? options.value;
  const Tag = options.isMultiline === true ? 'textarea' : 'input';
  return (
    <div className="x-field" data-filled={value !== ''} data-error={options.error !== undefined}>
      <Tag
        id={id}
        type={options.isMultiline === true ? undefined : (options.type ?? 'text')}
        value={value}
        placeholder=" "
        disabled={options.isDisabled}
        readOnly={options.isReadOnly}
        autoComplete={options.autocomplete}
        aria-invalid={options.error !== undefined}
        onInput={(event) => {
          setDraft(event.currentTarget.value);
          options.onInput?.(event.currentTarget.value);
        }}
        onFocus={() => options.onFocus?.()}
        onBlur={() => {
          if (draft !== null && draft !== options.value) options.onChange?.(draft);
          setDraft(null);
          options.onBlur?.();
        }}
      />
      <label htmlFor={id}>{options.label}</label>
      {options.error !== undefined && <p className="x-field-error">{options.error}</p>}
    </div>
  );
}

export interface CheckboxOptions {
  readonly isChecked: boolean;
  readonly isDisabled: boolean;
  readonly onChange?: (checked: boolean) => void;
}

export function Checkbox({ options, children }: { options: CheckboxOptions; children: ReactNode }) {
  return (
    <label className="x-checkbox">
      <input
        type="checkbox"
        checked={options.isChecked}
        disabled={options.isDisabled}
        onChange={(event) => options.onChange?.(event.currentTarget.checked)}
      />
      <span>{children}</span>
    </label>
  );
}

export interface SelectOptions {
  readonly label: string;
  readonly value: string;
  readonly isDisabled: boolean;
  readonly onChange?: (value: string) => void;
}

export function Select({ options, children }: { options: SelectOptions; children: ReactNode }) {
  const id = useId();
  return (
    <div className="x-field" data-filled="true">
      <select
        id={id}
        value={options.value}
        disabled={options.isDisabled}
        onChange={(event) => options.onChange?.(event.currentTarget.value)}
      >
        {children}
      </select>
      <label htmlFor={id}>{options.label}</label>
    </div>
  );
}

export interface StepperOptions {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly isDisabled: boolean;
  readonly onChange?: (value: number) => void;
}

/** A number between two buttons; what is typed is told when the field is left or Enter is pressed. */
export function Stepper({ options }: { options: StepperOptions }) {
  const { label, value, min, max, isDisabled, onChange } = options;
  const id = useId();
  const tell = (next: number) => onChange?.(Math.min(max, Math.max(min, next)));
  const button = (sign: '−' | '+', next: number) => (
    <button
      type="button"
      aria-label={`${label} ${sign}`}
      disabled={isDisabled || next < min || next > max}
      onClick={() => tell(next)}
    >
      {sign}
    </button>
  );
  return (
    <div className="x-field x-stepper" data-filled="true">
      <input
        key={value}
        id={id}
        type="number"
        min={min}
        max={max}
        defaultValue={value}
        disabled={isDisabled}
        onBlur={(event) => tell(Number(event.currentTarget.value))}
        onKeyDown={(event) => event.key === 'Enter' && tell(Number(event.currentTarget.value))}
      />
      <label htmlFor={id}>{label}</label>
      {button('−', value - 1)}
      {button('+', value + 1)}
    </div>
  );
}

interface Choices {
  readonly name: string;
  readonly values: readonly string[];
  readonly isMultiple: boolean;
  choose(value: string, isChosen: boolean): void;
}

const ChoicesContext = createContext<Choices | null>(null);

export interface ChoiceListOptions {
  readonly label?: string;
  readonly values: readonly string[];
  readonly isMultiple: boolean;
  readonly onChange?: (values: readonly string[]) => void;
}

export function ChoiceList({ options, children }: { options: ChoiceListOptions; children: ReactNode }) {
  const name = useId();
  const choose = (value: string, isChosen: boolean) => {
    const others = options.isMultiple ? options.values.filter((other) => other !== value) : [];
    options.onChange?.(isChosen ? [...others, value] : others);
  };
  return (
    <fieldset className="x-choices">
      {options.label !== undefined && <legend>{options.label}</legend>}
      <ChoicesContext.Provider
        value={{ name, values: options.values, isMultiple: options.isMultiple, choose }}
      >
        {children}
      </ChoicesContext.Provider>
    </fieldset>
  );
}

export function Choice({
  value,
  isDisabled,
  children,
}: {
  value: string;
  isDisabled: boolean;
  children: ReactNode;
}) {
  const choices = useContext(ChoicesContext);
  return (
    <label className="x-choice">
      <input
        type={choices?.isMultiple === true ? 'checkbox' : 'radio'}
        name={choices?.name}
        checked={choices?.values.includes(value) ?? false}
        disabled={isDisabled}
        onChange={(event) => choices?.choose(value, event.currentTarget.checked)}
      />
      <span>{children}</span>
    </label>
  );
}
