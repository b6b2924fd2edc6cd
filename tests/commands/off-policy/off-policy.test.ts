import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { runOffPolicy } from '#app/commands/off-policy/off-policy.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'attune-off-policy-'));
afterAll(() => rmSync(folder, { recursive: true }));
const log = path.join(folder, 'log.csv');

async function run(lines: readonly string[]) {
  writeFileSync(log, lines.join('\n'));
  const printed: string[] = [];
  const problems: string[] = [];
  const status = await runOffPolicy(
    { log },
    { line: (text) => void printed.push(text), problem: (text) => void problems.push(text) },
  );
  return { status, problems, report: printed.length > 0 ? JSON.parse(printed.join('\n')) : null };
}

const rows = (count: number, of: (at: number) => string) => Array.from({ length: count }, (_, at) => of(at));

describe('attune off-policy', () => {
  it('prints what the other policy would have earned', async () => {
    const lines = rows(400, (at) => (at % 2 === 0 ? '0.5,0.25,1' : '0.5,0.75,0'));
    const { status, problems, report } = await run(['propensity,target,reward', ...lines]);
    expect(problems).toEqual([]);
    expect(status).toBe(0);
    expect(report).toMatchObject({ choices: 400, effectiveSampleSize: 320, meanWeight: 1, isEnough: true });
    expect(report.logged.value).toBe(0.5);
    expect(report.ips.value).toBe(0.25);
    expect(report.doublyRobust).toBeNull();
  });

  it('reads predictions where the file has them', async () => {
    const lines = rows(200, () => '0.5,0.25,1,0.8,0.4');
    const { report } = await run(['propensity,target,reward,predicted,predicted_target', ...lines]);
    expect(report.doublyRobust.value).toBeCloseTo(0.4 + 0.5 * 0.2, 12);
  });

  it('says that a small effective sample is not to be trusted', async () => {
    const { status, problems, report } = await run(['propensity,target,reward', '0.001,1,1', '1,0.5,0']);
    expect(status).toBe(1);
    expect(problems).toEqual([
      'The log is worth 1.0 choices of this policy, under 100: the figures are not to be trusted.',
    ]);
    expect(report.isEnough).toBe(false);
  });

  it('tells what is wrong with a line, a log and a header', async () => {
    const header = 'propensity,target,reward';
    const bad = await run([header, '0,1,1', '0.5,2,1', '0.5,0.5,', ...rows(100, () => '0.5,0.5,1')]);
    expect(bad.status).toBe(1);
    expect(bad.problems).toEqual([
      `${log}:2: Expected "propensity" above 0 and at most 1, found 0.`,
      `${log}:3: Expected "target" from 0 to 1, found 2.`,
      `${log}:4: Expected "reward" to be a number, found nothing.`,
    ]);
    expect(bad.report).toMatchObject({ badLines: 3, choices: 100 });
    expect((await run([header])).problems).toEqual([
      `${log}: Expected choices that the policy in question would make too, found none.`,
    ]);
    expect((await run(['propensity,reward', '1,1'])).problems).toEqual([
      `${log}: Expected a first line with propensity, target, reward, found one without target.`,
    ]);
  });
});
