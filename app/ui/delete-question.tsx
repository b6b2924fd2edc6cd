import { Modal } from '@shopify/polaris';

interface DeleteQuestionProps {
  readonly name: string;
  /** What deleting it means. */
  readonly consequence: string;
  readonly isOpen: boolean;
  readonly onKeep: () => void;
  readonly onDelete: () => void;
}

/** Asks before something is gone for good. */
export function DeleteQuestion({ name, consequence, isOpen, onKeep, onDelete }: DeleteQuestionProps) {
  return (
    <Modal
      open={isOpen}
      onClose={onKeep}
      title={`Delete “${name}”?`}
      primaryAction={{ content: 'Delete', destructive: true, onAction: onDelete }}
      secondaryActions={[{ content: 'Keep', onAction: onKeep }]}
    >
      <Modal.Section>{consequence}</Modal.Section>
    </Modal>
  );
}
