import type { ByteReader } from './byte-reader.ts';
import type { ByteWriter } from './byte-writer.ts';
import type { ViewFact } from './profile.ts';

/** How long each view lasted, in the order of the views; undefined where nothing told of any: profiles stored before say no more. */
export function viewTimesIn(views: readonly ViewFact[] = []): readonly (number | undefined)[] | undefined {
  const times = views.map(({ lastedSeconds }) => lastedSeconds);
  return times.some((seconds) => seconds !== undefined) ? times : undefined;
}

/** Each a second more than it is, so that 0 stands for nothing told. */
export function writeViewTimes(writer: ByteWriter, times: readonly (number | undefined)[]): void {
  writer.list(times, (seconds) => writer.count(seconds === undefined ? 0 : seconds + 1));
}

export function readViewTimes(reader: ByteReader): readonly (number | undefined)[] {
  return reader.list(() => {
    const written = reader.count();
    return written === 0 ? undefined : written - 1;
  });
}

export function withViewTimes(
  views: readonly ViewFact[] | undefined,
  times: readonly (number | undefined)[],
): readonly ViewFact[] | undefined {
  return views?.map((view, place) => {
    const lastedSeconds = times[place];
    return lastedSeconds === undefined ? view : { ...view, lastedSeconds };
  });
}
