import { Button, InlineStack, Modal, Text } from '@shopify/polaris';
import { useBlocker } from '@remix-run/react';
import { createElement, useEffect, useId, useState } from 'react';
import { hasSaveBar, setSaveBar } from './app-bridge.ts';

interface UnsavedChangesProps {
  readonly isDirty: boolean;
  readonly isSaving: boolean;
  readonly onSave: () => void;
  readonly onDiscard: () => void;
}

/**
 * Shows that something is not saved: in Shopify's contextual save bar where App Bridge has one, else in a bar at the foot of the
 * page. Leaving the page asks first.
 */
export function UnsavedChanges({ isDirty, isSaving, onSave, onDiscard }: UnsavedChangesProps) {
  // Shopify's bar presses the buttons of the form whose id it was shown with: no two of a page may have the same.
  const id = `unsaved-${useId().replaceAll(':', '')}`;
  const [isShopifys, setIsShopifys] = useState(false);
  useEffect(() => setIsShopifys(hasSaveBar()), []);
  useEffect(() => {
    if (isShopifys) setSaveBar(id, isDirty);
  }, [id, isShopifys, isDirty]);
  useEffect(() => () => setSaveBar(id, false), [id]);
  return (
    <>
      {isShopifys
        ? createElement(
            'ui-save-bar',
            { id },
            <button key="save" {...{ variant: 'primary' }} onClick={onSave} />,
            <button key="discard" onClick={onDiscard} />,
          )
        : isDirty && <FootBar isSaving={isSaving} onSave={onSave} onDiscard={onDiscard} />}
      {/* Only one question of a page can be asked: that of a form that is dirty. */}
      {isDirty && <LeaveQuestion isDirty={!isSaving} />}
    </>
  );
}

function FootBar({ isSaving, onSave, onDiscard }: Omit<UnsavedChangesProps, 'isDirty'>) {
  return (
    <div className="unsaved-bar" role="status">
      <InlineStack align="space-between" blockAlign="center" gap="300">
        <Text as="span" tone="text-inverse" fontWeight="medium">
          Unsaved changes
        </Text>
        <InlineStack gap="200">
          <Button onClick={onDiscard} disabled={isSaving}>
            Discard
          </Button>
          <Button onClick={onSave} loading={isSaving} variant="primary" tone="success">
            Save
          </Button>
        </InlineStack>
      </InlineStack>
    </div>
  );
}

function LeaveQuestion({ isDirty }: { isDirty: boolean }) {
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) => isDirty && currentLocation.pathname !== nextLocation.pathname,
  );
  useEffect(() => {
    if (!isDirty) return undefined;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', ask);
    return () => removeEventListener('beforeunload', ask);
  }, [isDirty]);
  return (
    <Modal
      open={blocker.state === 'blocked'}
      onClose={() => blocker.reset?.()}
      title="Leave without saving?"
      primaryAction={{ content: 'Leave', destructive: true, onAction: () => blocker.proceed?.() }}
      secondaryActions={[{ content: 'Stay', onAction: () => blocker.reset?.() }]}
    >
      <Modal.Section>What you changed on this page is not saved yet.</Modal.Section>
    </Modal>
  );
}
