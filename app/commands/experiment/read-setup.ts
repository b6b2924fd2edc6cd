import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { SLOTS, type Allocation } from '#app/domain/experiments/assignment/allocation.ts';
import type { ExperimentSetup } from '#app/domain/experiments/assignment/assign.ts';
import { reallocate } from '#app/domain/experiments/assignment/reallocate.ts';
import { InputProblem, UnreadableFile } from '../input/input-problem.ts';

const rangeSchema = z
  .tuple([z.string().min(1), z.int().min(0), z.int().max(SLOTS)])
  .refine(([, from, to]) => from < to, `Expected a range that ends after it starts`)
  .transform(([name, from, to]) => ({ name, from, to }));

const rangesSchema = z.array(rangeSchema).refine((ranges) => {
  const sorted = ranges.toSorted((a, b) => a.from - b.from);
  return sorted.every(({ from }, index) => index === 0 || from >= (sorted[index - 1]?.to ?? 0));
}, 'Expected ranges that do not overlap');

const sharesSchema = z
  .record(z.string().min(1), z.number().min(0).max(1))
  .refine(
    (shares) => Object.values(shares).reduce((sum, share) => sum + share, 0) <= 1 + 1e-9,
    'Expected shares that sum to at most 1',
  )
  .transform((shares) => reallocate([], new Map(Object.entries(shares))));

const placing = { version: z.literal(1), salt: z.string() };
const allocationSchema = z
  .union([
    z.strictObject({ ...placing, ranges: rangesSchema }),
    z.strictObject({ ...placing, shares: sharesSchema }),
  ])
  .transform((read): Allocation => ({
    version: read.version,
    salt: read.salt,
    ranges: 'ranges' in read ? read.ranges : read.shares,
  }));

const setupSchema = z.strictObject({
  id: z.string().min(1),
  holdout: allocationSchema.nullable().default(null),
  group: allocationSchema.nullable().default(null),
  arms: allocationSchema,
});

/** Reads an experiment's file. Throws InputProblem with the field, what was expected and what was found. */
export async function readSetup(file: string): Promise<ExperimentSetup> {
  const read = setupSchema.safeParse(parseJson(file, await readText(file)));
  if (read.success) return read.data;
  throw new InputProblem(`${file}: ${z.prettifyError(read.error).replaceAll('\n', ' ')}`);
}

/** Without the byte order mark that some editors write. */
async function readText(file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new UnreadableFile(file, error);
  });
  return text.replace(/^\ufeff/, '');
}

function parseJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new InputProblem(`${file}: Expected one JSON object, found text that is no JSON.`);
  }
}
