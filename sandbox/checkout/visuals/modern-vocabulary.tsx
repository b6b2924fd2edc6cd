/** The s-* elements of API 2026-07 on the sandbox's visuals. */
import { useState } from 'react';
import { modernElements } from '../elements/modern-elements.ts';
import { Button, Link, Pressable } from './actions.tsx';
import { Details } from './disclosure.tsx';
import { Badge, Banner, Progress } from './feedback.tsx';
import { Checkbox, Choice, ChoiceList, Select, Stepper, TextField } from './fields.tsx';
import { Box, Divider, Grid, Section, Stack } from './layout.tsx';
import { Icon, Image, SkeletonText, Spinner, Thumbnail } from './media.tsx';
import { action, amount, content, flag, text, type RemoteProps } from './read-props.ts';
import { boxStyle, length } from './tokens.ts';
import { Heading, List, Paragraph, Text, type TextLook } from './typography.tsx';
import { drawn, notDrawn, type RemoteComponent } from './vocabulary.tsx';

const SMALL = /^small/;

function lookOf(props: RemoteProps): TextLook {
  const type = text(props['type']);
  return {
    tone: text(props['tone']) === 'neutral' ? undefined : text(props['tone']),
    isSubdued: props['color'] === 'subdued',
    isStrong: type === 'strong',
    isEmphasis: type === 'emphasis',
    isStruck: type === 'redundant',
    size: type === 'small' ? 'small' : undefined,
  };
}

/** Fields tell `{value}`: the worker's element takes it over before the listener runs. */
function valueListener(value: unknown): ((next: unknown) => void) | undefined {
  const listener = action(value);
  return listener && ((next) => listener({ value: next }));
}

function DismissibleBanner({ props }: { props: RemoteProps }) {
  const [isDismissed, setDismissed] = useState(false);
  const tone = text(props['tone']);
  if (flag(props['hidden']) || isDismissed) return null;
  return (
    <Banner
      options={{
        tone: tone === 'success' || tone === 'warning' || tone === 'critical' ? tone : 'info',
        heading: text(props['heading']),
        isDismissible: flag(props['dismissible']),
        isCollapsible: flag(props['collapsible']),
        onDismiss: () => {
          action(props['onDismiss'])?.();
          setDismissed(true);
          action(props['onAfterhide'])?.({ hidden: true });
        },
      }}
    >
      {content(props['children'])}
    </Banner>
  );
}

const passThrough = (props: RemoteProps) => content(props['children']);

const layout = {
  's-stack': (props: RemoteProps) => (
    <Stack
      props={props}
      options={{
        direction: props['direction'] === 'inline' ? 'inline' : 'block',
        gap: props['gap'] ?? props['rowGap'] ?? props['columnGap'],
        alignItems: props['alignItems'],
        justifyContent: props['justifyContent'],
      }}
    >
      {content(props['children'])}
    </Stack>
  ),
  's-grid': (props: RemoteProps) => (
    <Grid
      props={props}
      options={{
        columns: props['gridTemplateColumns'],
        rows: props['gridTemplateRows'],
        gap: props['gap'] ?? props['columnGap'] ?? props['rowGap'],
        alignItems: props['alignItems'],
        justifyContent: props['justifyContent'],
      }}
    >
      {content(props['children'])}
    </Grid>
  ),
  's-grid-item': (props: RemoteProps) => (
    <Box props={props} style={{ gridColumn: text(props['gridColumn']), gridRow: text(props['gridRow']) }}>
      {content(props['children'])}
    </Box>
  ),
  's-box': (props: RemoteProps) => <Box props={props}>{content(props['children'])}</Box>,
  's-scroll-box': (props: RemoteProps) => (
    <Box props={{ ...props, overflow: 'auto' }}>{content(props['children'])}</Box>
  ),
  's-section': (props: RemoteProps) => (
    <Section heading={text(props['heading'])} label={text(props['accessibilityLabel'])}>
      {content(props['children'])}
    </Section>
  ),
  's-query-container': passThrough,
  's-form': passThrough,
  's-divider': () => <Divider />,
  's-details': (props: RemoteProps) => (
    <Details
      summary={null}
      defaultOpen={flag(props['open'] ?? props['defaultOpen'])}
      onToggle={action(props['onToggle'])}
    >
      {content(props['children'])}
    </Details>
  ),
  's-summary': (props: RemoteProps) => <summary>{content(props['children'])}</summary>,
};

const words = {
  's-heading': (props: RemoteProps) => <Heading>{content(props['children'])}</Heading>,
  's-text': (props: RemoteProps) => <Text look={lookOf(props)}>{content(props['children'])}</Text>,
  's-paragraph': (props: RemoteProps) => (
    <Paragraph look={lookOf(props)}>{content(props['children'])}</Paragraph>
  ),
  's-unordered-list': (props: RemoteProps) => (
    <List isOrdered={false} isPlain={false}>
      {content(props['children'])}
    </List>
  ),
  's-ordered-list': (props: RemoteProps) => (
    <List isOrdered isPlain={false}>
      {content(props['children'])}
    </List>
  ),
  's-list-item': (props: RemoteProps) => <li>{content(props['children'])}</li>,
  's-badge': (props: RemoteProps) => {
    const tone =
      text(props['tone']) === 'critical' ? 'critical' : props['color'] === 'subdued' ? 'subdued' : 'default';
    return (
      <Badge tone={tone} isSmall={SMALL.test(text(props['size']) ?? '')}>
        {content(props['children'])}
      </Badge>
    );
  },
  's-chip': (props: RemoteProps) => (
    <Badge tone="default" isSmall={false}>
      {content(props['children'])}
    </Badge>
  ),
  's-banner': (props: RemoteProps) => <DismissibleBanner props={props} />,
};

const media = {
  's-image': (props: RemoteProps) => (
    <Image
      src={text(props['src'])}
      alt={text(props['alt']) ?? ''}
      aspectRatio={text(props['aspectRatio'])}
      fit={text(props['objectFit'])}
      style={{ ...boxStyle(props), inlineSize: length(props['inlineSize']) }}
    />
  ),
  's-product-thumbnail': (props: RemoteProps) => (
    <Thumbnail
      src={text(props['src'])}
      alt={text(props['alt']) ?? ''}
      isSmall={SMALL.test(text(props['size']) ?? '')}
      badge={amount(props['totalItems'])}
    />
  ),
  's-icon': (props: RemoteProps) => (
    <Icon name={text(props['type']) ?? ''} tone={text(props['tone'])} size={text(props['size'])} />
  ),
  's-spinner': (props: RemoteProps) => (
    <Spinner size={text(props['size'])} label={text(props['accessibilityLabel'])} />
  ),
  's-skeleton-paragraph': (props: RemoteProps) => (
    <SkeletonText sample={text(props['content'])} isParagraph />
  ),
};

const controls = {
  's-progress': (props: RemoteProps) => (
    <Progress
      label={text(props['accessibilityLabel'])}
      share={Number(props['value'] ?? 0) / Number(props['max'] ?? 1)}
    />
  ),
  's-button': (props: RemoteProps) => (
    <Button
      options={{
        kind: props['variant'] === 'primary' ? 'primary' : 'secondary',
        isCritical: props['tone'] === 'critical',
        isLoading: flag(props['loading']),
        isDisabled: flag(props['disabled']),
        isWide: props['inlineSize'] === 'fill',
        label: text(props['accessibilityLabel']),
        href: text(props['href']),
        isSubmit: props['type'] === 'submit',
        onPress: action(props['onClick']),
      }}
    >
      {content(props['children'])}
    </Button>
  ),
  's-clickable': (props: RemoteProps) => (
    <Pressable
      options={{
        label: text(props['accessibilityLabel']),
        href: text(props['href']),
        isDisabled: flag(props['disabled']) || flag(props['loading']),
        style: boxStyle(props),
        onPress: action(props['onClick']),
      }}
    >
      {content(props['children'])}
    </Pressable>
  ),
  's-link': (props: RemoteProps) => (
    <Link
      options={{
        href: text(props['href']),
        isExternal: props['target'] === '_blank',
        label: text(props['accessibilityLabel']),
        onPress: action(props['onClick']),
      }}
    >
      {content(props['children'])}
    </Link>
  ),
  's-checkbox': (props: RemoteProps) => {
    const onChange = action(props['onChange']);
    return (
      <Checkbox
        options={{
          isChecked: flag(props['checked'] ?? props['defaultChecked']),
          isDisabled: flag(props['disabled']),
          onChange: (checked) => onChange?.({ checked }),
        }}
      >
        {text(props['label'])}
      </Checkbox>
    );
  },
  's-text-field': (props: RemoteProps) => (
    <TextField
      options={{
        label: text(props['label']) ?? '',
        value: text(props['value']) ?? text(props['defaultValue']) ?? '',
        error: text(props['error']),
        isDisabled: flag(props['disabled']),
        isReadOnly: flag(props['readOnly']),
        onInput: valueListener(props['onInput']),
        onChange: valueListener(props['onChange']),
        onFocus: action(props['onFocus']),
        onBlur: action(props['onBlur']),
      }}
    />
  ),
  's-select': (props: RemoteProps) => (
    <Select
      options={{
        label: text(props['label']) ?? '',
        value: text(props['value']) ?? '',
        isDisabled: flag(props['disabled']),
        onChange: valueListener(props['onChange']),
      }}
    >
      {content(props['children'])}
    </Select>
  ),
  's-number-field': (props: RemoteProps) => {
    const onChange = valueListener(props['onChange']);
    return (
      <Stepper
        options={{
          label: text(props['label']) ?? '',
          value: Number(text(props['value']) ?? props['value'] ?? 0),
          min: Number(props['min'] ?? 0),
          max: Number(props['max'] ?? Infinity),
          isDisabled: flag(props['disabled']),
          onChange: (value) => onChange?.(String(value)),
        }}
      />
    );
  },
  's-option': (props: RemoteProps) => (
    <option value={text(props['value'])} disabled={flag(props['disabled'])}>
      {content(props['children'])}
    </option>
  ),
  's-choice-list': (props: RemoteProps) => {
    const values = Array.isArray(props['values']) ? props['values'].map(String) : [];
    const onChange = action(props['onChange']);
    return (
      <ChoiceList
        options={{
          label: text(props['label']),
          values,
          isMultiple: flag(props['multiple']),
          onChange: (next) => onChange?.({ values: next }),
        }}
      >
        {content(props['children'])}
      </ChoiceList>
    );
  },
  's-choice': (props: RemoteProps) => (
    <Choice value={text(props['value']) ?? ''} isDisabled={flag(props['disabled'])}>
      {content(props['children'])}
    </Choice>
  ),
};

const pictures: Record<string, (props: RemoteProps) => React.ReactNode> = {
  ...layout,
  ...words,
  ...media,
  ...controls,
};

/** Every allowed element by tag: drawn here, or said to be not drawn. */
export const modernVocabulary: Readonly<Record<string, RemoteComponent>> = Object.fromEntries(
  Object.keys(modernElements).map((tag) => {
    const draw = pictures[tag];
    return [tag, draw === undefined ? notDrawn(tag) : drawn(tag, draw)];
  }),
);
