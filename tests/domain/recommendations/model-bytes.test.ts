import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { modelBytes, modelFromBytes } from '#app/domain/recommendations/model-bytes.ts';
import { trainModel } from '#app/domain/recommendations/train-model.ts';
import { SEED } from '../builders.ts';
import { groupedBaskets } from './baskets.ts';
import { propertyRuns } from '#tests/support/property-runs.ts';

const data = trainModel(groupedBaskets(120, 6, SEED));
const bytes = modelBytes(data);

const reasonOf = (input: Uint8Array): string => {
  const result = modelFromBytes(input);
  return result.ok ? 'none' : result.failure;
};

describe('model bytes', () => {
  it('read back as the same model, wherever they stand in memory', () => {
    expect(modelFromBytes(bytes)).toEqual({ ok: true, value: data });
    const shifted = new Uint8Array(bytes.length + 3);
    shifted.set(bytes, 3);
    expect(modelFromBytes(shifted.subarray(3))).toEqual({ ok: true, value: data });
  });

  it('hold a model without products', () => {
    const none = trainModel([]);
    expect(modelFromBytes(modelBytes(none))).toEqual({ ok: true, value: none });
  });

  it.each([
    ['nothing', new Uint8Array(0), 'Expected a model, found only 0 bytes.'],
    ['something else', new TextEncoder().encode('{"a":1}'.repeat(20)), 'found bytes that begin otherwise'],
    ['another format', withByte(4, 9), 'Expected model format 1, found 9. Train the model again.'],
    ['a cut-off model', bytes.subarray(0, bytes.length - 4), `found ${bytes.length - 4}.`],
    ['one changed byte', withByte(200, 1 ^ (bytes[200] ?? 0)), 'its checksum differs'],
  ])('are refused for %s', (_, input, reason) => expect(reasonOf(input)).toContain(reason));

  it('are refused when a neighbour is no product, though the checksum is right', () => {
    const wrong = { ...data, neighbours: data.neighbours.map(() => 1_000_000) };
    expect(reasonOf(modelBytes(wrong))).toContain('Expected neighbours that are products');
  });

  it('are refused for any garbage, without throwing', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.boolean(), (garbage, withHeader) => {
        const input = withHeader ? Uint8Array.from([...bytes.subarray(0, 8), ...garbage]) : garbage;
        expect(modelFromBytes(input).ok).toBe(false);
      }),
      { seed: SEED, numRuns: propertyRuns(2_000) },
    );
  });
});

function withByte(index: number, value: number): Uint8Array {
  const copy = bytes.slice();
  copy[index] = value;
  return copy;
}
