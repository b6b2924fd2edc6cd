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
  const dataDir = path.resolve(options.check ? '.data/demo-check' : '.data/demo');
  log.say('\n  Attune demo: a real gift shop’s orders, on this machine alone\n');
  const settings = await prepareDemoSettings({
    dataDir,
    reset: options.reset === true || options.check === true,
    anyPorts: options.check,
  });
  const demo = await startDemo(settings, log);
  if (options.check) process.exitCode = await reportCheck(demo);
  else await serveUntilStopped(demo, log);
}

async function reportCheck(demo: Demo): Promise<number> {
  try {
    const seen = await checkJourney(demo);
    process.stdout.write(`${JSON.stringify({ ok: true, ...demo.ingested, ...seen })}\n`);
    return 0;
  } catch (error) {
    process.stdout.write(
      `${JSON.stringify({ ok: false, ...demo.ingested, problem: error instanceof Error ? error.message : String(error) })}\n`,
    );
    return 1;
  } finally {
    await demo.stop();
  }
}

async function serveUntilStopped(demo: Demo, log: StepLog): Promise<void> {
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

  Stop: Ctrl-C. Start afresh: npm run demo -- --reset. Logs: ${path.relative('.', path.join(demo.settings.dataDir, 'logs'))}
`);
  await new Promise<void>((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
  log.say('\n  Stopping …');
  await demo.stop();
}
