import { html, Html } from '#sandbox/storefront/html.ts';

const STYLE = `body{font:16px/1.5 system-ui,sans-serif;max-width:760px;margin:2rem auto;padding:0 1rem;color:#1f2328}
th{text-align:start;padding-inline-end:1rem;font-weight:600;vertical-align:top}td{overflow-wrap:anywhere}
td.lines{white-space:pre-line}
iframe{width:100%;height:900px;border:1px solid #d0d7de;border-radius:8px;margin-top:1rem}li{margin:.5rem 0}`;

/** A page of the sandbox's own, that no shop has: what arrived somewhere outside. */
export const plainPage = (title: string, main: Html): Html =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <title>${title}</title>
        <style>
          ${new Html(STYLE)}
        </style>
      </head>
      <body>
        <h1>${title}</h1>
        ${main}
      </body>
    </html>`;
