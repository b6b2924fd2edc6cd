import { createContext, useContext } from 'react';
import type { RemoteProps } from './read-props.ts';

/** Inline size of the extension's slot in pixels: container queries look at it. */
export const SlotWidth = createContext(600);

const VIEWPORT_MIN: Record<string, number> = { extraSmall: 0, small: 640, medium: 750, large: 1100 };

/** Props with every responsive value resolved for the present widths. */
export function useResolvedProps(props: RemoteProps): RemoteProps {
  const width = useContext(SlotWidth);
  return Object.fromEntries(Object.entries(props).map(([name, value]) => [name, resolve(value, width)]));
}

function resolve(value: unknown, width: number): unknown {
  if (typeof value === 'string' && value.startsWith('@container')) return resolveContainer(value, width);
  if (isConditional(value)) return resolveConditional(value);
  return value;
}

/** `@container (inline-size > 500px) A, B`: A where the query holds, else B. */
function resolveContainer(value: string, width: number): string {
  const match = /^@container[^(]*\((?:inline-size|width)\s*(<=?|>=?)\s*(\d+)px\)\s*([^,]+),\s*(.+)$/.exec(
    value,
  );
  if (match === null) return value.slice(value.lastIndexOf(',') + 1).trim();
  const [, operator, limitText, then = '', otherwise = ''] = match;
  const limit = Number(limitText);
  const holds = { '<': width < limit, '<=': width <= limit, '>': width > limit, '>=': width >= limit }[
    operator ?? '>'
  ];
  return (holds === true ? then : otherwise).trim();
}

interface Conditional {
  readonly default?: unknown;
  readonly conditionals: readonly { conditions: { viewportInlineSize?: { min: string } }; value: unknown }[];
}

function isConditional(value: unknown): value is Conditional {
  return (
    value !== null &&
    typeof value === 'object' &&
    'conditionals' in value &&
    Array.isArray(value.conditionals)
  );
}

/** `Style.default(A).when({viewportInlineSize: {min}}, B)`: the last condition that holds wins. */
function resolveConditional(value: Conditional): unknown {
  const holding = value.conditionals.filter(({ conditions }) => {
    const min = conditions.viewportInlineSize?.min;
    return min !== undefined && window.innerWidth >= (VIEWPORT_MIN[min] ?? 0);
  });
  return holding.length > 0 ? holding[holding.length - 1]?.value : value.default;
}
