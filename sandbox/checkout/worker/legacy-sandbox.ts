/** Sandbox script of API 2025-07: the extension makes a remote-ui root on our channel and gets the API as an argument. */
import { createExtensionApi } from './extension-api.ts';
import { serveWorker } from './serve-worker.ts';
import { createSubscribable } from './values.ts';

serveWorker({
  keptGlobals: [],
  async run({ message, tree, host, store, implementation }) {
    const api = createExtensionApi(message, host, store, (path) => createSubscribable(store, path));
    await implementation({ channel: tree, components: message.components }, api);
  },
});
