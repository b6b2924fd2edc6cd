import { BlockStack, Button, Card, FormLayout, InlineStack, Select, Text, TextField } from '@shopify/polaris';
import { CardHead } from '../card-head.tsx';
import { useFetcher } from '@remix-run/react';
import { SaveProblem } from '../save-problem.tsx';
import { UnsavedChanges } from '../unsaved-changes.tsx';
import { useCardDraft } from '../use-card-draft.ts';

interface MailAccountView {
  readonly host: string;
  readonly port: number;
  readonly security: 'tls' | 'starttls' | 'none';
  readonly username: string;
  readonly hasPassword: boolean;
  readonly fromName: string;
  readonly fromAddress: string;
  readonly postalAddress: string;
}

type Answer =
  | { readonly kind: 'mail-saved' }
  | { readonly kind: 'refused'; readonly sentence: string }
  | { readonly kind: 'mail-refused'; readonly problems: Readonly<Record<string, string>> }
  | { readonly kind: 'test-sent'; readonly sentence: string; readonly isSent: boolean };

const SECURITY = [
  { label: 'STARTTLS (port 587)', value: 'starttls' },
  { label: 'TLS (port 465)', value: 'tls' },
  { label: 'None, without a password', value: 'none' },
];

const EMPTY = {
  host: '',
  port: '587',
  security: 'starttls',
  username: '',
  password: '',
  fromName: '',
  fromAddress: '',
  postalAddress: '',
};
type Draft = typeof EMPTY;

/** The server through which the shop's e-mail goes out. */
export function MailAccountCard({ mail }: { mail: MailAccountView | null }) {
  const fetcher = useFetcher<Answer>();
  const { data } = fetcher;
  const { draft, opened, setDraft, isDirty, discard, isBusy } = useCardDraft(
    fetcher,
    { kind: 'mail-saved', toast: 'Mail server saved' },
    mail,
    toDraft,
  );
  const problems = isDirty && data?.kind === 'mail-refused' ? data.problems : {};
  const submit = (body: unknown) =>
    fetcher.submit(JSON.stringify(body), { method: 'post', encType: 'application/json' });
  const save = () => {
    const { password, ...rest } = draft;
    const given = password === '' ? rest : { ...rest, password };
    submit({ intent: 'save-mail', opened, mail: { ...given, port: Number(draft.port) } });
  };
  const field = (name: Exclude<keyof Draft, 'security'>, label: string, more: object = {}) => (
    <TextField
      label={label}
      value={draft[name]}
      onChange={(value) => setDraft({ ...draft, [name]: value })}
      error={problems[name]}
      autoComplete="off"
      {...more}
    />
  );
  return (
    <Card>
      <BlockStack gap="400">
        <CardHead title="Mail server">
          Attune sends through your own server, in your name. Let it sign with DKIM, so that mail programs
          trust the link to unsubscribe. The password is kept encrypted and never shown again.
        </CardHead>
        <FormLayout>
          <FormLayout.Group condensed>
            {field('host', 'Server', { placeholder: 'smtp.example.com' })}
            {field('port', 'Port', { type: 'number' })}
            <Select
              label="Encryption"
              options={SECURITY}
              value={draft.security}
              onChange={(security) => setDraft({ ...draft, security })}
              error={problems['security']}
            />
          </FormLayout.Group>
          <FormLayout.Group>
            {field('username', 'User')}
            {field('password', 'Password', {
              type: 'password',
              autoComplete: 'new-password',
              placeholder: mail?.hasPassword ? 'Stored' : '',
            })}
          </FormLayout.Group>
          <FormLayout.Group>
            {field('fromName', 'Name that readers see')}
            {field('fromAddress', 'Address it comes from', { type: 'email' })}
          </FormLayout.Group>
          {field('postalAddress', 'Postal address under every message', { multiline: 2 })}
        </FormLayout>
        {isDirty && data?.kind === 'refused' && <SaveProblem sentence={data.sentence} />}
        {data?.kind === 'test-sent' && (
          <Text as="p" tone={data.isSent ? 'success' : 'critical'}>
            {data.sentence}
          </Text>
        )}
        <InlineStack gap="200">
          <Button onClick={save} loading={isBusy} disabled={!isDirty}>
            Save
          </Button>
          <Button onClick={() => submit({ intent: 'send-test' })} disabled={mail === null || isBusy}>
            Send a test to yourself
          </Button>
        </InlineStack>
      </BlockStack>
      <UnsavedChanges isDirty={isDirty} isSaving={isBusy} onSave={save} onDiscard={discard} />
    </Card>
  );
}

function toDraft(mail: MailAccountView | null): Draft {
  if (mail === null) return EMPTY;
  const { hasPassword: _hasPassword, port, ...rest } = mail;
  return { ...rest, port: String(port), password: '' };
}
