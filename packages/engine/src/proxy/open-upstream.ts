import { type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { ExchangeContext } from './exchange-context.ts';

/** The request to the server in place of the client's. Throws Error where its address may not be connected to. */
export function openUpstream(
  { target, lookup, refused }: Pick<ExchangeContext, 'target' | 'lookup' | 'refused'>,
  asked: IncomingMessage,
  headers: readonly [name: string, value: string][],
): ClientRequest {
  if (refused !== undefined) throw new Error(refused);
  const request = target.protocol === 'https:' ? httpsRequest : httpRequest;
  const upstream = request({
    protocol: target.protocol,
    hostname: target.hostname.replace(/^\[|\]$/g, ''),
    port: target.port,
    path: asked.url ?? '/',
    method: asked.method ?? 'GET',
    headers: headers.flat(),
    // One connection an exchange: a reset strikes no other, and no stale one is used again.
    agent: false,
    ...(lookup === undefined ? {} : { lookup }),
  });
  upstream.setNoDelay(true);
  return upstream;
}

/** The head of the answer; its body is still to be read. */
export function answerOf(upstream: ClientRequest): Promise<IncomingMessage> {
  const answer = Promise.withResolvers<IncomingMessage>();
  upstream.once('response', answer.resolve);
  // Stays: what fails later is told by the body.
  upstream.on('error', answer.reject);
  upstream.once('close', () => answer.reject(new Error('the connection ended before an answer')));
  return answer.promise;
}
