import { validateHeaderName, validateHeaderValue } from 'node:http';
import type { Header } from '../channel.ts';
import { WireError } from '../wire-error.ts';

/** A request line and headers, without the line that ends them. Throws WireError for what cannot stand in a request. */
export function writeRequestStart(method: string, path: string, headers: readonly Header[]): string {
  return `${method} ${path} HTTP/1.1\r\n${headers.map(writeHeader).join('')}`;
}

function writeHeader([name, value]: Header): string {
  try {
    validateHeaderName(name);
    validateHeaderValue(name, value);
    if (/^(?:connection|content-length|transfer-encoding)$/i.test(name)) throw new Error(`${name} is the client's own`);
  } catch (cause) {
    const message = `The header ${JSON.stringify(name)} cannot be sent: ${cause instanceof Error ? cause.message : cause}`;
    throw new WireError('bad-target', message, 'Correct the headers of the server.', { cause });
  }
  return `${name}: ${value}\r\n`;
}
