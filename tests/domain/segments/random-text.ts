import { FACTS } from '#app/domain/facts/catalogue.ts';
import { printRule } from '#app/domain/segments/print.ts';
import { aRule } from './random-rule.ts';
import type { Dice } from './random-story.ts';
import { STORY_WORDS } from './story-shop.ts';

const PIECES = [
  ...FACTS.map(({ name }) => name),
  ...'AND OR NOT IN CONTAINS ANY ALL STARTS ENDS WITH BETWEEN IS SET MISSING of INFERRED product type vendor query'.split(
    ' ',
  ),
  ...'within calendar since until from to ago day days hour hours minutes months true false'.split(' '),
  ...'( ) ( ) , = != < <= > >= "GB" \'x\' "`${K[0]}`" "\\"]);throw 1//" "2026-03-29" "2026-02-30"'.split(' '),
  ...'0 -1 -0 5 60 2.5 1e9 99999999999999 0.0000001 constructor __proto__ toString a.b purchases. .count'.split(
    ' ',
  ),
  ...['"', "'", '\\', '\n', '\t', '\0', '\u2028', '\ud800', 'é', '“', '£', '&&', '||', '!', '--', '/*'],
];

/** Any text that a rule might be typed as. Most are none; about a fifth pass the check. */
export function aText(dice: Dice, around: number): string {
  const roll = dice.below(100);
  if (roll < 30) return aSoup(dice);
  if (roll < 84) return aWreck(dice, around);
  if (roll < 94) return aNoise(dice);
  if (dice.chance(0.03)) return aMonster(dice);
  return respaced(dice, printRule(aRule(dice, around, STORY_WORDS)));
}

const list = <Item>(size: number, make: () => Item): readonly Item[] => Array.from({ length: size }, make);

/** Words of the language in no order. */
function aSoup(dice: Dice): string {
  return list(1 + dice.below(24), () => dice.pick(PIECES)).join(dice.pick([' ', ' ', '']));
}

/** A good rule with some of it cut out, doubled or replaced. */
function aWreck(dice: Dice, around: number): string {
  let text = printRule(aRule(dice, around, STORY_WORDS));
  for (let edits = dice.below(4); edits > 0; edits--) {
    const [from = 0, to = 0] = [dice.below(text.length), dice.below(text.length)].sort((a, b) => a - b);
    const middle = dice.pick([
      text.slice(from, to),
      '',
      dice.pick(PIECES),
      String.fromCharCode(dice.below(0xffff)),
    ]);
    text = text.slice(0, from) + middle + text.slice(dice.pick([from, to]));
  }
  return text;
}

/** Bytes, read as Latin-1 or as UTF-8. */
function aNoise(dice: Dice): string {
  const bytes = Buffer.from(list(dice.below(80), () => dice.below(256)));
  return bytes.toString(dice.pick(['latin1', 'utf8']));
}

/** A good rule in other letters and with other gaps: it means the same. */
function respaced(dice: Dice, rule: string): string {
  const quoted = rule.split(/("(?:[^"\\]|\\.)*")/);
  const gap = () => dice.pick([' ', '  ', '\n', '\t', '\u00a0']);
  const keyword = (word: string) => (dice.chance(0.5) ? word.toLowerCase() : word);
  return quoted
    .map((part, index) => (index % 2 === 1 ? part : part.replace(/ /g, gap).replace(/\b[A-Z]+\b/g, keyword)))
    .join('');
}

/** As long as a rule may be, or longer: something small over and over. */
function aMonster(dice: Dice): string {
  const piece = dice.pick([
    '(',
    ')',
    'NOT ',
    '"',
    '\\',
    '"\\',
    "'",
    '((',
    'NOT (',
    '-',
    '.',
    'a.',
    '1',
    ' AND ',
    ',',
    '“',
    'purchases.count > 1 OR ',
    'purchases.cuont > 1 AND ',
    'customer.tags CONTAINS ANY ("a",',
  ]);
  const text = piece.repeat(Math.ceil((1 + dice.below(4_400)) / piece.length));
  return text + dice.pick(['', ')', 'purchases.count > 1', `${dice.pick(PIECES)}`]);
}
