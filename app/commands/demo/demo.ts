import { once } from 'node:events';
import path from 'node:path';
import { prepareDemoSettings } from './demo-settings.ts';
import { checkJourney } from './check-journey.ts';
import { findDemoCustomer } from './demo-customer.ts';
import { startDemo } from './start-demo.ts';
import type { Demo } from './start-demo.ts';
import { createStepLog } from './step-log.ts';
import type { StepLog } from './step-log.ts';

/** `attune demo`: starts all, prints the links, stays until Ctrl-C. With --check walks the journey instead and ends. */
export async function runDemoCommand(options: { check?: boolean; reset?: boolean }): Promise<void> {
  const log = createStepLog(process.stderr);
  const stopRequest = listenForStop();
  log.say('\n  Attune demo: a real gift shop’s orders, on this machine alone\n');
  if (options.check) {
    process.exitCode = await runCheck(log, stopRequest);
    return;
  }
  try {
    const settings = await prepareDemoSettings({
      dataDir: path.resolve('.data/demo'),
      reset: options.reset === true,
    });
    await serveUntilStopped(await startDemo(settings, log, stopRequest), log, stopRequest);
  } catch (error) {
    log.say(`\n  ${error instanceof Error ? error.message : String(error)}`);
    // A step may still be under way: nothing of it is wanted any more.
    process.exit(1);
  }
}

/** Aborts at Ctrl-C, at a polite kill, and when the terminal is closed. npm may hand a Ctrl-C on once more: that must not cut the stop short. */
function listenForStop(): AbortSignal {
  const request = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => request.abort(new Error(`Stopped by ${signal}.`)));
  return request.signal;
}

/** Prints the one JSON line; 0 when the whole journey was possible, else 1. */
async function runCheck(log: StepLog, stopRequest: AbortSignal): Promise<0 | 1> {
  const report = (line: object): void => void process.stdout.write(`${JSON.stringify(line)}\n`);
  let demo: Demo | null = null;
  try {
    const settings = await prepareDemoSettings({
      dataDir: path.resolve('.data/demo-check'),
      reset: true,
      anyPorts: true,
    });
    demo = await startDemo(settings, log, stopRequest);
    report({ ok: true, ...demo.ingested, ...(await checkJourney(demo)) });
    return 0;
  } catch (error) {
    report({ ok: false, ...demo?.ingested, problem: error instanceof Error ? error.message : String(error) });
    return 1;
  } finally {
    await demo?.stop();
  }
}

async function serveUntilStopped(demo: Demo, log: StepLog, stopRequest: AbortSignal): Promise<void> {
  const customer = await findDemoCustomer(demo.db);
  const [known, guest] = await Promise.all([
    demo.control.createCheckout({ customerId: customer.id }),
    demo.control.createCheckout({ customerId: null }),
  ]);
  log.say(`
  Ready in {elapsed}: ${demo.ingested.products} products, ${demo.ingested.customers} customers, ${demo.ingested.orders} orders.

    Admin                            ${demo.sandboxUrl}/store/attune-demo/apps/attune
    Checkout of a known customer     ${known.url}
      (${customer.why})
    Checkout of a guest              ${guest.url}
    The shop itself                  ${demo.sandboxUrl}
      (what you look at there counts once the web pixel is on: Settings, “Switch on”)

  Stop: Ctrl-C. Start afresh: npm run demo -- --reset. Logs: ${path.relative('.', path.join(demo.settings.dataDir, 'logs'))}
`);
  if (!stopRequest.aborted) await once(stopRequest, 'abort');
  log.say('\n  Stopping …');
  await demo.stop();
}
