import { Modal } from '@shopify/polaris';

interface DeleteQuestionProps {
  readonly name: string;
  /** What is asked for; left out = Delete. */
  readonly verb?: string;
  /** What deleting it means. */
  readonly consequence: string;
  readonly isOpen: boolean;
  readonly onKeep: () => void;
  readonly onDelete: () => void;
}

/** Asks before something is gone for good. */
export function DeleteQuestion({
  name,
  verb = 'Delete',
  consequence,
  isOpen,
  onKeep,
  onDelete,
}: DeleteQuestionProps) {
  return (
    <Modal
      open={isOpen}
      onClose={onKeep}
      title={`${verb} “${name}”?`}
      primaryAction={{ content: verb, destructive: true, onAction: onDelete }}
      secondaryActions={[{ content: 'Keep', onAction: onKeep }]}
    >
      <Modal.Section>{consequence}</Modal.Section>
    </Modal>
  );
}
