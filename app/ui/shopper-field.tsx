import { Spinner, TextField } from '@shopify/polaris';

interface ShopperFieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly helpText: string;
  readonly problem: string | null;
  readonly isAsking: boolean;
}

/** Whom a question is asked about: a customer, or, left empty, a guest. */
export function ShopperField({ value, onChange, helpText, problem, isAsking }: ShopperFieldProps) {
  return (
    <TextField
      label="Shopper"
      value={value}
      onChange={onChange}
      autoComplete="off"
      placeholder="Number, or address of their page"
      helpText={helpText}
      error={problem ?? undefined}
      suffix={isAsking ? <Spinner size="small" accessibilityLabel="Asking" /> : undefined}
    />
  );
}
