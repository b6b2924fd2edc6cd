/** The components of API 2025-07 on the sandbox's visuals. */
import { legacyComponents } from '../elements/legacy-components.ts';
import { Button, Link, Pressable } from './actions.tsx';
import { Disclosure, useIsClosed } from './disclosure.tsx';
import { Badge, Banner, Progress } from './feedback.tsx';
import { Checkbox, Choice, ChoiceList, Select, Stepper, TextField } from './fields.tsx';
import { Box, Divider, Grid, Stack } from './layout.tsx';
import { Icon, Image, SkeletonBlock, SkeletonText, Spinner, Thumbnail } from './media.tsx';
import { action, amount, content, flag, text, type RemoteProps } from './read-props.ts';
import { boxStyle, length, space } from './tokens.ts';
import { Heading, List, Paragraph, Text, type TextLook } from './typography.tsx';
import { drawn, notDrawn, type RemoteComponent } from './vocabulary.tsx';

const EMPHASIS_SIZES = /^(extraSmall|small|large|extraLarge|medium)$/;

function lookOf(props: RemoteProps): TextLook {
  const appearance = text(props['appearance']);
  const size = text(props['size']);
  return {
    tone: appearance === 'subdued' || appearance === 'decorative' ? undefined : appearance,
    isSubdued: appearance === 'subdued' || appearance === 'decorative',
    isStrong: props['emphasis'] === 'bold',
    isEmphasis: props['emphasis'] === 'italic',
    isStruck: props['accessibilityRole'] === 'deletion',
    size: size !== undefined && EMPHASIS_SIZES.test(size) ? size : undefined,
  };
}

function source(props: RemoteProps): string | undefined {
  return text(props['source']) ?? text(props['src']);
}

/** onChange of a field takes the value itself here, not an object around it. */
function valueListener(value: unknown): ((detail: unknown) => void) | undefined {
  return action(value);
}

function View({ props }: { props: RemoteProps }) {
  const isClosed = useIsClosed(text(props['id']));
  return isClosed ? null : <Box props={props}>{content(props['children'])}</Box>;
}

const stack = (direction: 'block' | 'inline') => (props: RemoteProps) => (
  <Stack
    props={props}
    options={{
      direction,
      gap: props['spacing'] ?? 'base',
      alignItems: direction === 'block' ? props['inlineAlignment'] : (props['blockAlignment'] ?? 'start'),
      justifyContent: direction === 'block' ? undefined : props['inlineAlignment'],
    }}
  >
    {content(props['children'])}
  </Stack>
);

const grid = (props: RemoteProps) => (
  <Grid
    props={props}
    options={{
      columns: props['columns'],
      rows: props['rows'],
      gap: props['spacing'] ?? 'base',
      alignItems: props['blockAlignment'],
      justifyContent: props['inlineAlignment'],
    }}
  >
    {content(props['children'])}
  </Grid>
);

const passThrough = (props: RemoteProps) => content(props['children']);

const layout = {
  BlockStack: stack('block'),
  InlineStack: stack('inline'),
  InlineLayout: grid,
  BlockLayout: grid,
  Grid: grid,
  GridItem: (props: RemoteProps) => {
    const columns = amount(props['columnSpan']);
    const style = columns === undefined ? {} : { gridColumn: `span ${columns}` };
    return (
      <Box props={props} style={style}>
        {content(props['children'])}
      </Box>
    );
  },
  View: (props: RemoteProps) => <View props={props} />,
  ScrollView: (props: RemoteProps) => (
    <Box props={{ ...props, overflow: 'auto' }}>{content(props['children'])}</Box>
  ),
  HeadingGroup: passThrough,
  Form: passThrough,
  BlockSpacer: (props: RemoteProps) => <div style={{ blockSize: space(props['spacing'] ?? 'base') }} />,
  InlineSpacer: (props: RemoteProps) => (
    <span style={{ paddingInlineStart: space(props['spacing'] ?? 'base') }} />
  ),
  Divider: () => <Divider />,
  Disclosure: (props: RemoteProps) => {
    const open = props['defaultOpen'];
    const ids = Array.isArray(open) ? open.map(String) : typeof open === 'string' ? [open] : [];
    return <Disclosure defaultOpen={ids}>{content(props['children'])}</Disclosure>;
  },
};

const words = {
  Heading: (props: RemoteProps) => (
    <Heading level={amount(props['level'])}>{content(props['children'])}</Heading>
  ),
  Text: (props: RemoteProps) => (
    <Text look={lookOf(props)} isHidden={props['visibility'] === 'hidden'}>
      {content(props['children'])}
    </Text>
  ),
  TextBlock: (props: RemoteProps) => <Paragraph look={lookOf(props)}>{content(props['children'])}</Paragraph>,
  List: (props: RemoteProps) => (
    <List isOrdered={props['marker'] === 'number'} isPlain={props['marker'] === 'none'}>
      {content(props['children'])}
    </List>
  ),
  ListItem: (props: RemoteProps) => <li>{content(props['children'])}</li>,
  Badge: (props: RemoteProps) => (
    <Badge tone={text(props['tone']) ?? 'default'} isSmall={props['size'] === 'small'}>
      {content(props['children'])}
    </Badge>
  ),
  Tag: (props: RemoteProps) => (
    <Badge tone="default" isSmall={false}>
      {content(props['children'])}
    </Badge>
  ),
  Banner: (props: RemoteProps) => {
    const status = text(props['status']);
    const onDismiss = action(props['onDismiss']);
    return (
      <Banner
        options={{
          tone: status === 'success' || status === 'warning' || status === 'critical' ? status : 'info',
          heading: text(props['title']),
          isDismissible: onDismiss !== undefined,
          isCollapsible: flag(props['collapsible']),
          onDismiss,
        }}
      >
        {content(props['children'])}
      </Banner>
    );
  },
};

const media = {
  Image: (props: RemoteProps) => (
    <Image
      src={source(props)}
      alt={text(props['accessibilityDescription']) ?? ''}
      aspectRatio={text(props['aspectRatio'])}
      fit={text(props['fit'])}
      style={boxStyle(props)}
    />
  ),
  ProductThumbnail: (props: RemoteProps) => (
    <Thumbnail
      src={source(props)}
      alt={text(props['accessibilityLabel']) ?? text(props['alt']) ?? ''}
      isSmall={props['size'] === 'small'}
      badge={amount(props['badge'])}
    />
  ),
  Icon: (props: RemoteProps) => (
    <Icon
      name={text(props['source']) ?? ''}
      tone={text(props['appearance'])}
      size={text(props['size'])}
      label={text(props['accessibilityLabel'])}
    />
  ),
  Spinner: (props: RemoteProps) => (
    <Spinner size={text(props['size'])} label={text(props['accessibilityLabel'])} />
  ),
  SkeletonText: (props: RemoteProps) => {
    const widths: Record<string, string> = { small: '30%', base: '60%', large: '90%' };
    return <SkeletonText size={text(props['size'])} width={widths[text(props['inlineSize']) ?? 'base']} />;
  },
  SkeletonTextBlock: (props: RemoteProps) => (
    <p className="x-text">
      {Array.from({ length: amount(props['lines']) ?? 2 }, (_, index) => (
        <SkeletonText key={index} size={text(props['size'])} width={index % 2 === 0 ? '90%' : '60%'} />
      ))}
    </p>
  ),
  SkeletonImage: (props: RemoteProps) => (
    <SkeletonBlock
      style={{
        inlineSize: length(props['inlineSize']) ?? '100%',
        blockSize: length(props['blockSize']),
        aspectRatio: text(props['aspectRatio']),
      }}
    />
  ),
};

const controls = {
  Progress: (props: RemoteProps) => (
    <Progress
      label={text(props['accessibilityLabel'])}
      share={Number(props['value'] ?? 0) / Number(props['max'] ?? 1)}
    />
  ),
  Button: (props: RemoteProps) => (
    <Button
      options={{
        kind: props['kind'] === 'secondary' ? 'secondary' : props['kind'] === 'plain' ? 'plain' : 'primary',
        isCritical: props['appearance'] === 'critical',
        isLoading: flag(props['loading']),
        isDisabled: flag(props['disabled']),
        isWide: false,
        label: text(props['accessibilityLabel']),
        href: text(props['to']),
        isSubmit: flag(props['submit']),
        toggles: text(props['toggles']),
        onPress: action(props['onPress']),
      }}
    >
      {content(props['children'])}
    </Button>
  ),
  Pressable: (props: RemoteProps) => (
    <Pressable
      options={{
        label: text(props['accessibilityLabel']),
        href: text(props['to']),
        isDisabled: flag(props['disabled']),
        toggles: text(props['toggles']),
        style: boxStyle(props),
        onPress: action(props['onPress']),
      }}
    >
      {content(props['children'])}
    </Pressable>
  ),
  Link: (props: RemoteProps) => (
    <Link
      options={{
        href: text(props['to']),
        isExternal: flag(props['external']),
        label: text(props['accessibilityLabel']),
        onPress: action(props['onPress']),
      }}
    >
      {content(props['children'])}
    </Link>
  ),
  Checkbox: (props: RemoteProps) => (
    <Checkbox
      options={{
        isChecked: flag(props['checked'] ?? props['value']),
        isDisabled: flag(props['disabled']),
        onChange: valueListener(props['onChange']),
      }}
    >
      {content(props['children'])}
    </Checkbox>
  ),
  TextField: (props: RemoteProps) => (
    <TextField
      options={{
        label: text(props['label']) ?? '',
        value: text(props['value']) ?? '',
        error: text(props['error']),
        isDisabled: flag(props['disabled']),
        isReadOnly: flag(props['readonly']),
        isMultiline: amount(props['multiline']) !== undefined || flag(props['multiline']),
        type: text(props['type']),
        onInput: valueListener(props['onInput']),
        onChange: valueListener(props['onChange']),
        onFocus: action(props['onFocus']),
        onBlur: action(props['onBlur']),
      }}
    />
  ),
  Select: (props: RemoteProps) => {
    const options = Array.isArray(props['options']) ? props['options'] : [];
    return (
      <Select
        options={{
          label: text(props['label']) ?? '',
          value: text(props['value']) ?? '',
          isDisabled: flag(props['disabled']),
          onChange: valueListener(props['onChange']),
        }}
      >
        {options.map((option: { value: string; label: string; disabled?: boolean }) => (
          <option key={option.value} value={option.value} disabled={option.disabled}>
            {option.label}
          </option>
        ))}
      </Select>
    );
  },
  Stepper: (props: RemoteProps) => (
    <Stepper
      options={{
        label: text(props['label']) ?? '',
        value: amount(props['value']) ?? 0,
        min: amount(props['min']) ?? 0,
        max: amount(props['max']) ?? Infinity,
        isDisabled: flag(props['disabled']),
        onChange: valueListener(props['onChange']),
      }}
    />
  ),
  ChoiceList: (props: RemoteProps) => {
    const value = props['value'];
    const isMultiple = Array.isArray(value);
    const onChange = valueListener(props['onChange']);
    return (
      <ChoiceList
        options={{
          values: isMultiple ? value.map(String) : typeof value === 'string' ? [value] : [],
          isMultiple,
          onChange: (values) => onChange?.(isMultiple ? values : values[0]),
        }}
      >
        {content(props['children'])}
      </ChoiceList>
    );
  },
  Choice: (props: RemoteProps) => (
    <Choice value={text(props['id']) ?? ''} isDisabled={flag(props['disabled'])}>
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

/** Every allowed component by name: drawn here, or said to be not drawn. */
export const legacyVocabulary: Readonly<Record<string, RemoteComponent>> = Object.fromEntries(
  legacyComponents.map((name) => {
    const draw = pictures[name];
    return [name, draw === undefined ? notDrawn(name) : drawn(name, draw)];
  }),
);
