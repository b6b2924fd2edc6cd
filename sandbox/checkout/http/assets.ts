import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { BadRequest, send } from '#sandbox/http/body.ts';
import type { Exchange } from '#sandbox/http/router.ts';

const TYPES: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
};

/** Sends one file of a folder; only plain names, so nothing outside it can be asked for. */
export async function sendAsset({ response, params }: Exchange, folder: string): Promise<void> {
  const name = params['file'] ?? '';
  const type = TYPES[path.extname(name)];
  if (type === undefined || !/^[\w.-]+$/.test(name)) throw new BadRequest(`No such file: ${name}`, 404);
  const body = await readFile(path.join(folder, name)).catch(() => null);
  if (body === null) throw new BadRequest(`No such file: ${name}`, 404);
  response.setHeader('Access-Control-Allow-Origin', '*');
  response.setHeader('Cache-Control', 'no-cache');
  send(response, 200, type, body);
}
