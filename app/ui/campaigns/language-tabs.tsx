import { BlockStack, Button, FormLayout, InlineStack, Select, Tabs, TextField } from '@shopify/polaris';
import { useState } from 'react';
import type { FieldsProps } from './content-fields.tsx';
import { NO_TEXTS, textsOf, type TranslatedTexts } from './editor-draft.ts';
import { titleOfLanguage } from './words.ts';
import type { CampaignKind } from './words.ts';

/** Offered first; any other that is stored shows as well. */
const LANGUAGES = [
  ...['en', 'de', 'fr', 'es', 'ja', 'it', 'nl', 'pt-BR', 'pt-PT', 'sv', 'da', 'fi', 'nb', 'pl', 'cs'],
  ...['ko', 'zh-CN', 'zh-TW', 'ar', 'he', 'tr', 'uk'],
];

/** The texts of a campaign, a tab a language: the default first, then those it is translated into. */
export function LanguageTabs({ kind, draft, change, fields }: FieldsProps & { kind: CampaignKind }) {
  const [chosen, setChosen] = useState(draft.language);
  const tags = [draft.language, ...Object.keys(draft.translations).filter((tag) => tag !== draft.language)];
  const tag = tags.includes(chosen) ? chosen : draft.language;
  const isDefault = tag === draft.language;
  const texts: TranslatedTexts = isDefault ? draft : (draft.translations[tag] ?? NO_TEXTS);
  const write = (part: Partial<TranslatedTexts>) =>
    isDefault
      ? change(part)
      : change({ translations: { ...draft.translations, [tag]: { ...texts, ...part } } });
  const add = (added: string) => {
    change({ translations: { ...draft.translations, [added]: NO_TEXTS } });
    setChosen(added);
  };
  const remove = () =>
    change({
      translations: Object.fromEntries(Object.entries(draft.translations).filter(([key]) => key !== tag)),
    });
  return (
    <BlockStack gap="300">
      <Tabs
        tabs={tags.map((each) => ({ id: each, content: tabTitle(kind, each, draft, fields) }))}
        selected={tags.indexOf(tag)}
        onSelect={(place) => setChosen(tags[place] ?? draft.language)}
      />
      <TextFields
        kind={kind}
        texts={texts}
        path={isDefault ? 'content' : `content.translations.${tag}`}
        fields={fields}
        onChange={write}
      />
      <FormLayout>
        <FormLayout.Group condensed>
          {isDefault && (
            <Select
              label="Language of these texts"
              options={optionsOf([draft.language, ...LANGUAGES.filter((each) => !tags.includes(each))])}
              value={draft.language}
              onChange={(language) => change({ language })}
              helpText="For every language without texts of its own."
            />
          )}
          <Select
            label="Another language"
            placeholder="Add a language"
            options={optionsOf(LANGUAGES.filter((each) => !tags.includes(each)))}
            value=""
            onChange={add}
          />
        </FormLayout.Group>
      </FormLayout>
      {!isDefault && (
        <InlineStack>
          <Button variant="plain" tone="critical" onClick={remove}>
            {`Remove ${titleOfLanguage(tag)}`}
          </Button>
        </InlineStack>
      )}
    </BlockStack>
  );
}

const optionsOf = (tags: readonly string[]) =>
  tags.map((tag) => ({ value: tag, label: titleOfLanguage(tag) }));

/** "German (1 of 2)" while something is missing, "German (look)" where the server found fault. */
function tabTitle(
  kind: CampaignKind,
  tag: string,
  draft: FieldsProps['draft'],
  fields: FieldsProps['fields'],
) {
  const isDefault = tag === draft.language;
  const texts = Object.values(textsOf(kind, isDefault ? draft : (draft.translations[tag] ?? NO_TEXTS)));
  const path = isDefault ? 'content' : `content.translations.${tag}`;
  if (['headline', 'title', 'body'].some((text) => fields[`${path}.${text}`] !== undefined))
    return `${titleOfLanguage(tag)} (needs another look)`;
  const filled = texts.filter((text) => text.trim() !== '').length;
  const complete = filled === texts.length ? '' : ` (${filled} of ${texts.length})`;
  return `${titleOfLanguage(tag)}${complete}`;
}

interface TextFieldsProps {
  readonly kind: CampaignKind;
  readonly texts: TranslatedTexts;
  /** Where the server would find fault with them. */
  readonly path: string;
  readonly fields: FieldsProps['fields'];
  readonly onChange: (part: Partial<TranslatedTexts>) => void;
}

function TextFields({ kind, texts, path, fields, onChange }: TextFieldsProps) {
  if (kind === 'upsell')
    return (
      <TextField
        label="Headline"
        value={texts.headline}
        onChange={(headline) => onChange({ headline })}
        error={fields[`${path}.headline`]}
        maxLength={80}
        showCharacterCount
        autoComplete="off"
        placeholder="You may also like"
      />
    );
  return (
    <BlockStack gap="300">
      <TextField
        label="Title"
        value={texts.title}
        onChange={(title) => onChange({ title })}
        error={fields[`${path}.title`]}
        maxLength={80}
        showCharacterCount
        autoComplete="off"
        placeholder={kind === 'incentive' ? '10% off this order' : 'Welcome back'}
      />
      <TextField
        label="Text"
        value={texts.body}
        onChange={(body) => onChange({ body })}
        error={fields[`${path}.body`]}
        maxLength={300}
        showCharacterCount
        multiline={3}
        autoComplete="off"
        placeholder={
          kind === 'incentive'
            ? 'It comes off at once, before you pay.'
            : 'Because you bought {{bought}}, consider {{consider}}.'
        }
      />
    </BlockStack>
  );
}
