import { sendHtml } from '#sandbox/http/body.ts';
import { plainPage } from '#sandbox/http/plain-page.ts';
import type { Router } from '#sandbox/http/router.ts';
import type { FlowTriggered } from '#sandbox/admin-api/context.ts';
import { html, type Html } from '#sandbox/storefront/html.ts';

/** /workflows: what Shopify Flow was told. No workflow runs here. */
export function mountWorkflows(router: Router, triggered: readonly FlowTriggered[]): void {
  router.get('/workflows', ({ response }) => {
    response.setHeader('Cache-Control', 'no-store');
    sendHtml(response, plainPage('Shopify Flow', list(triggered)).text);
  });
}

function list(triggered: readonly FlowTriggered[]): Html {
  if (triggered.length === 0)
    return html`<p>
      Nothing yet. What the app tells Flow by its triggers is listed here, as a workflow that begins with one
      would get it.
    </p>`;
  return html`${triggered.toReversed().map(one)}`;
}

function one({ handle, payload, at }: FlowTriggered): Html {
  const rows = Object.entries(payload).map(
    ([key, value]) =>
      html`<tr>
        <th>${key}</th>
        <td class="lines">${String(value)}</td>
      </tr>`,
  );
  return html`<h2>${handle}</h2>
    <p>${at.toISOString().slice(0, 16).replace('T', ' ')}</p>
    <table>
      ${rows}
    </table>`;
}
