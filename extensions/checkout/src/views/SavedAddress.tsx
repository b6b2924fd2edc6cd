import { BlockStack, InlineStack, Text, View, useTranslate } from '@shopify/ui-extensions-react/checkout';
import type { AddressChange } from '../core/address.ts';
import type { WireSavedAddress } from '../core/contract.ts';
import type { Session } from '../core/session.ts';
import type { VisibleEntry } from '../core/visible.ts';
import { isAccepted } from '../core/state.ts';
import { DismissButton } from './DismissButton.tsx';
import { TapButton } from './TapButton.tsx';
import { TapResult } from './TapResult.tsx';

interface SavedAddressProps {
  entry: VisibleEntry;
  saved: WireSavedAddress;
  session: Session;
}

/** The last shipping address: what a tap would change, the tap, and its undo. */
export function SavedAddress({ entry, saved, session }: SavedAddressProps) {
  const translate = useTranslate();
  const isApplied = isAccepted(entry.progress);
  return (
    <View border="base" cornerRadius="base" padding="base">
      <BlockStack spacing="tight">
        <Text emphasis="bold">{translate('addressTitle')}</Text>
        <Text>{`\u2068${saved.summary}\u2069`}</Text>
        <View accessibilityRole="status">
          {!isApplied && <Changes changes={entry.changes} />}
          <TapResult progress={entry.progress} done="addressApplied" failed="addressFailed" />
        </View>
        <InlineStack spacing="base" blockAlignment="center">
          <TapButton
            entry={entry}
            session={session}
            text={translate('addressUse')}
            label={translate('addressUseLabel', { summary: saved.summary })}
            undoLabel={translate('undoAddressLabel')}
          />
          {!isApplied && <DismissButton entry={entry} session={session} title={saved.summary} />}
        </InlineStack>
      </BlockStack>
    </View>
  );
}

/** Field by field, in one line: "Street: 12 Mill Lane (now 1 High St) · Postcode: LS1 4AB". */
function Changes({ changes }: { changes: readonly AddressChange[] }) {
  const translate = useTranslate();
  const texts = changes.map(({ field, from, to }) =>
    translate(from === '' ? 'fieldSet' : 'fieldChanged', {
      field: translate(`fields.${field}`),
      from,
      to: to || '–',
    }),
  );
  return (
    <Text size="small" appearance="subdued">
      {texts.join(' · ')}
    </Text>
  );
}
