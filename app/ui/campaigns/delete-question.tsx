import { Modal } from '@shopify/polaris';

interface DeleteQuestionProps {
  readonly name: string;
  readonly isOpen: boolean;
  readonly onKeep: () => void;
  readonly onDelete: () => void;
}

/** Asks before a campaign is gone for good. */
export function DeleteQuestion({ name, isOpen, onKeep, onDelete }: DeleteQuestionProps) {
  return (
    <Modal
      open={isOpen}
      onClose={onKeep}
      title={`Delete “${name}”?`}
      primaryAction={{ content: 'Delete', destructive: true, onAction: onDelete }}
      secondaryActions={[{ content: 'Keep', onAction: onKeep }]}
    >
      <Modal.Section>
        It stops showing at once and is removed for good. What it did so far stays in the reports. To stop it
        for a while, pause it instead.
      </Modal.Section>
    </Modal>
  );
}
