import { send, sendHtml } from '#sandbox/http/body.ts';
import type { Router } from '#sandbox/http/router.ts';
import { plainPage } from '#sandbox/http/plain-page.ts';
import { html, type Html } from '#sandbox/storefront/html.ts';
import type { Mailbox, ReceivedMail } from './mailbox.ts';

/** /mailbox: what the shop's e-mail looks like to whoever gets it. */
export function mountMailbox(router: Router, mailbox: Mailbox): void {
  const find = (place: string | undefined) => mailbox.messages[Number(place)];
  router.get('/mailbox', ({ response }) => {
    response.setHeader('Cache-Control', 'no-store');
    sendHtml(response, plainPage('Mailbox', list(mailbox)).text);
  });
  router.get('/mailbox/:place', ({ params, response }) => {
    const mail = find(params['place']);
    if (!mail) return send(response, 404, 'text/plain', 'No such message.');
    sendHtml(response, plainPage(mail.subject ?? '', message(mail, params['place'] ?? '')).text);
  });
  router.get('/mailbox/:place/body', ({ params, response }) => {
    const mail = find(params['place']);
    if (!mail) return send(response, 404, 'text/plain', 'No such message.');
    sendHtml(response, mail.html ?? html`<pre>${mail.text ?? ''}</pre>`.text);
  });
}

function list({ messages, port }: Mailbox): Html {
  if (messages.length === 0)
    return html`<p>
      Nothing yet. This mailbox takes all mail that is sent to port ${port} of this machine.
    </p>`;
  const rows = messages.map(
    (mail, place) =>
      html`<li>
        <a href="/mailbox/${place}">${mail.subject ?? ''}</a><br />to ${readerOf(mail)}, ${timeOf(mail)}
      </li>`,
  );
  return html`<ul>
    ${rows}
  </ul>`;
}

const SHOWN = ['from', 'to', 'list-unsubscribe', 'list-unsubscribe-post'];

function message(mail: ReceivedMail, place: string): Html {
  const heads = mail.headers
    .filter(({ key }) => SHOWN.includes(key))
    .map(
      ({ key, value }) =>
        html`<tr>
          <th>${key}</th>
          <td>${value}</td>
        </tr>`,
    );
  return html`<p><a href="/mailbox">All messages</a></p>
    <table>
      ${heads}
    </table>
    <iframe
      title="The message"
      sandbox="allow-popups allow-top-navigation-by-user-activation"
      src="/mailbox/${place}/body"
    ></iframe>`;
}

const readerOf = ({ to = [] }: ReceivedMail): string => to.map(({ address }) => address).join(', ');
const timeOf = ({ receivedAt }: ReceivedMail): string =>
  receivedAt.toISOString().slice(0, 16).replace('T', ' ');
