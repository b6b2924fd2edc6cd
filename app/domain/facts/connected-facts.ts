import type { FactDefinition } from './fact.ts';

/** What the shop's connections tell of a customer, each value by the name that the connection gives its field. */
export const CONNECTED_FACTS = [
  {
    name: 'connected.text',
    type: 'text',
    description:
      'A text that a connection told, e.g. a region. Missing when no connection told it, when it is no text, and once it has expired.',
    phrase: 'a text from a connection',
    narrowedPhrase: 'the text',
    isWindowable: false,
    source: 'connection',
    dimensions: ['field'],
    isAlwaysNarrowed: true,
  },
  {
    name: 'connected.number',
    type: 'number',
    description:
      'A number that a connection told, e.g. points. Missing when no connection told it, when it is no number, and once it has expired.',
    phrase: 'a number from a connection',
    narrowedPhrase: 'the number',
    isWindowable: false,
    source: 'connection',
    dimensions: ['field'],
    isAlwaysNarrowed: true,
  },
  {
    name: 'connected.flag',
    type: 'boolean',
    description:
      'Something that a connection says is so or is not so. Missing when no connection told it, and once it has expired.',
    phrase: 'got a flag from a connection',
    narrowedPhrase: 'got the flag',
    isWindowable: false,
    source: 'connection',
    dimensions: ['field'],
    isAlwaysNarrowed: true,
  },
] as const satisfies readonly FactDefinition[];
