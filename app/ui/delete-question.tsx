import { Modal } from '@shopify/polaris';
import type { RefObject } from 'react';

interface DeleteQuestionProps {
  readonly name: string;
  /** What is asked for; left out = Delete. */
  readonly verb?: string;
  /** What deleting it means. */
  readonly consequence: string;
  readonly isOpen: boolean;
  /** Holds what it was asked with: focus goes back there. */
  readonly askedFrom?: RefObject<HTMLElement>;
  readonly onKeep: () => void;
  readonly onDelete: () => void;
}

/** Asks before something is gone for good. */
export function DeleteQuestion({
  name,
  verb = 'Delete',
  consequence,
  isOpen,
  askedFrom,
  onKeep,
  onDelete,
}: DeleteQuestionProps) {
  return (
    <Modal
      open={isOpen}
      {...(askedFrom && { activator: askedFrom })}
      onClose={onKeep}
      title={`${verb} “${name}”?`}
      primaryAction={{ content: verb, destructive: true, onAction: onDelete }}
      secondaryActions={[{ content: 'Keep', onAction: onKeep }]}
    >
      <Modal.Section>{consequence}</Modal.Section>
    </Modal>
  );
}
