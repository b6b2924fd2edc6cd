import { getQuickJS, Scope, shouldInterruptAfterDeadline, type QuickJSContext } from 'quickjs-emscripten';

const engine = await getQuickJS();

/** Shopify counts instructions, which this engine does not: far more time than any run needs, so that a loop ends. */
const DEADLINE_MS = 2_000;
const MEMORY_BYTES = 10_000_000;

/**
 * Runs one export of a function's bundle on an input, in an engine of its own: QuickJS in WebAssembly, which is what Shopify's
 * builds of JavaScript functions run in. There is no network, no clock of the host and no state from one run to the next.
 *
 * @throws Error with the function's own message when it throws, gives nothing, or takes too long.
 */
export function runFunction(bundle: string, name: string, input: unknown): unknown {
  return Scope.withScope((scope) => {
    const runtime = scope.manage(engine.newRuntime());
    runtime.setMemoryLimit(MEMORY_BYTES);
    runtime.setInterruptHandler(shouldInterruptAfterDeadline(Date.now() + DEADLINE_MS));
    const context = scope.manage(runtime.newContext());
    const outputs: string[] = [];
    offerGlobals(context, JSON.stringify(input), (text) => outputs.push(text));
    const module = scope.manage(
      context.unwrapResult(context.evalCode(bundle, 'function.js', { type: 'module' })),
    );
    const run = scope.manage(context.getProp(module, name));
    scope.manage(context.unwrapResult(context.callFunction(run, context.undefined)));
    const [output] = outputs;
    if (output === undefined) throw new Error(`Expected an output of ${name}, found none.`);
    return JSON.parse(output) as unknown;
  });
}

/** What Shopify's runtime offers a JavaScript function: its input, and where its output goes. */
function offerGlobals(context: QuickJSContext, input: string, write: (output: string) => void): void {
  Scope.withScope((scope) => {
    const writeText = scope.manage(
      context.newFunction('write', (text) => {
        write(context.getString(text));
      }),
    );
    context.setProp(context.global, 'writeText', writeText);
    const source = `globalThis.ShopifyFunction = {
      readInput: () => JSON.parse(${JSON.stringify(input)}),
      writeOutput: (output) => writeText(JSON.stringify(output)),
    };`;
    scope.manage(context.unwrapResult(context.evalCode(source)));
  });
}
