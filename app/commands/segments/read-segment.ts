import { compileSegment } from '#app/domain/segments/evaluate/compile.ts';
import { parseEventRule } from '#app/domain/segments/event-rule.ts';
import { frame } from '#app/domain/segments/diagnostic.ts';
import type { CompiledSegment } from '#app/domain/segments/segment.ts';
import { BadLine } from '../input/bad-line.ts';

/** One line of a segments file: `name: rule`. Throws BadLine with every diagnostic of the rule. */
export function readSegment(line: string, number: number, currency: string): CompiledSegment {
  const colon = line.indexOf(':');
  const name = line.slice(0, Math.max(0, colon)).trim();
  if (name === '') throw new BadLine('Expected "name: rule", found no name before a colon.');
  const rule = line.slice(colon + 1);
  const told = parseEventRule(rule);
  const compiled = told.ok ? compileSegment({ id: name, name, rule }, currency) : told;
  if (compiled.ok) return compiled.value;
  // Framed as part of its file, so that line and column are the file's.
  const before = '\n'.repeat(number - 1) + line.slice(0, colon + 1);
  const shown = compiled.failure.map(({ message, span }) =>
    frame(before + rule, {
      message,
      span: { start: before.length + span.start, end: before.length + span.end },
    }),
  );
  throw new BadLine(shown.join('\n'));
}
