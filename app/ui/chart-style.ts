/** What charts share: two tones of one line, and quiet axes. */
export const NOW_COLOR = '#2c6ecb';
export const THEN_COLOR = '#b5cdee';
const GREY = '#616161';

export const AXIS_X = {
  tickLine: false,
  axisLine: { stroke: '#d4d4d4' },
  minTickGap: 28,
  tick: { fontSize: 12, fill: GREY },
} as const;

export const AXIS_Y = {
  width: 'auto',
  tickLine: false,
  axisLine: false,
  tick: { fontSize: 12, fill: GREY },
} as const;

export const GRID = { vertical: false, stroke: '#ebebeb' } as const;

/** Arms of an experiment, control first: told apart by lightness as well as by hue. */
export const ARM_COLORS = [
  '#8a8a8a',
  '#2c6ecb',
  '#f0a35e',
  '#2f8f6b',
  '#b5cdee',
  '#7a4fa3',
  '#d9d36c',
  '#a13c4b',
] as const;
