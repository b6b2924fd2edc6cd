import { FormLayout, TextField } from '@shopify/polaris';

/** Which metafield of a customer is read. */
interface MetafieldPlace {
  readonly namespace: string;
  readonly key: string;
  /** A member of its JSON; left out or empty: the whole of it. */
  readonly path?: string;
}

interface FieldsProps {
  readonly place: MetafieldPlace;
  readonly change: (part: Partial<MetafieldPlace>) => void;
  readonly problems: Readonly<Record<string, string | undefined>>;
  readonly helpText: string;
  /** Whether a part of it may be named. */
  readonly hasPath?: boolean;
  /** What stands in empty fields. */
  readonly examples?: { readonly namespace: string; readonly key: string };
}

/** The fields that name a metafield of the customer. */
export function MetafieldFields({ place, change, problems, helpText, hasPath, examples }: FieldsProps) {
  return (
    <FormLayout.Group helpText={helpText}>
      <TextField
        label="Namespace"
        value={place.namespace}
        onChange={(namespace) => change({ namespace })}
        error={problems['settings.source.namespace']}
        placeholder={examples?.namespace}
        autoComplete="off"
      />
      <TextField
        label="Key"
        value={place.key}
        onChange={(key) => change({ key })}
        error={problems['settings.source.key']}
        placeholder={examples?.key}
        autoComplete="off"
      />
      {hasPath && (
        <TextField
          label="Within its JSON"
          value={place.path ?? ''}
          onChange={(path) => change({ path })}
          error={problems['settings.source.path']}
          placeholder="the whole of it"
          autoComplete="off"
        />
      )}
    </FormLayout.Group>
  );
}
