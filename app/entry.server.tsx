import { PassThrough } from 'node:stream';
import { createReadableStreamFromReadable } from '@remix-run/node';
import type { ActionFunctionArgs, AppLoadContext, EntryContext, LoaderFunctionArgs } from '@remix-run/node';
import { RemixServer } from '@remix-run/react';
import { isbot } from 'isbot';
import { renderToPipeableStream } from 'react-dom/server';

/** A render that takes longer than this is cut off. */
const RENDER_TIMEOUT_MS = 5_000;

/** Renders a page as a stream; a bot gets it whole. */
export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remixContext: EntryContext,
  { container }: AppLoadContext,
): Promise<Response> {
  container.admin.setFrameHeaders(request, headers);
  headers.set('Content-Type', 'text/html; charset=utf-8');
  const readyEvent = isbot(request.headers.get('user-agent') ?? '') ? 'onAllReady' : 'onShellReady';
  const page = <RemixServer context={remixContext} url={request.url} abortDelay={RENDER_TIMEOUT_MS} />;
  return renderPage(page, readyEvent, (error) => container.admin.reportRenderError(error), {
    status,
    headers,
  });
}

/** Left to itself, Remix prints the whole error, with the row values that a database driver adds to it. */
export function handleError(
  error: unknown,
  { request, context }: LoaderFunctionArgs | ActionFunctionArgs,
): void {
  if (!request.signal.aborted) context.container.admin.reportRequestError(error);
}

function renderPage(
  page: React.ReactElement,
  readyEvent: 'onAllReady' | 'onShellReady',
  report: (error: unknown) => void,
  answer: { status: number; headers: Headers },
): Promise<Response> {
  return new Promise((resolve, reject) => {
    let status = answer.status;
    const { pipe, abort } = renderToPipeableStream(page, {
      [readyEvent]: () => {
        const body = new PassThrough();
        resolve(new Response(createReadableStreamFromReadable(body), { headers: answer.headers, status }));
        pipe(body);
      },
      onShellError: reject,
      onError(error) {
        status = 500;
        report(error);
      },
    });
    setTimeout(abort, RENDER_TIMEOUT_MS).unref();
  });
}
