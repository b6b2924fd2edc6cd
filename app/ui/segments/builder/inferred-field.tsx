import { Select } from '@shopify/polaris';
import { findFact } from '#app/domain/facts/catalogue.ts';
import type { Condition } from '#app/domain/segments/ast.ts';
import { withInferred } from '#app/domain/segments/edit/change.ts';
import type { Path } from '#app/domain/segments/edit/tree.ts';
import type { Editing } from './editing.ts';

interface InferredFieldProps {
  readonly path: Path;
  readonly condition: Condition;
  readonly editing: Editing;
}

const PERCENTS = [80, 90, 95, 99];
const KNOWN = 'known';

/** Whether a value counts that was inferred, and from which probability on. */
export function InferredField({ path, condition, editing }: InferredFieldProps) {
  const { name, inferredFrom } = condition.fact;
  if (!findFact(name)?.isInferable) return null;
  const percents = [...new Set([...PERCENTS, ...(inferredFrom === undefined ? [] : [inferredFrom])])];
  return (
    <div className="row-field">
      <Select
        label="Known or inferred"
        labelHidden
        options={[
          { value: KNOWN, label: 'as it is known' },
          ...percents.map((percent) => ({
            value: String(percent),
            label: `known, or inferred with ${percent}% or more`,
          })),
        ]}
        value={inferredFrom === undefined ? KNOWN : String(inferredFrom)}
        onChange={(chosen) =>
          editing.change(path, withInferred(condition, chosen === KNOWN ? null : Number(chosen)))
        }
      />
    </div>
  );
}
