import { request as requestPlain } from 'node:http';
import { request as requestSecure } from 'node:https';
import type { DoctorOptions } from './doctor-options.ts';
import { findProxy } from './find-proxy.ts';
import { codeOf } from './reach-address.ts';
import type { StepDraft } from './step-draft.ts';

const patienceMs = 5_000;
const loopback = /^(localhost|127(\.\d+){3}|\[::1\]|.*\.localhost)$/;

/**
 * Whether a proxy stands between clients that obey the usual variables and the server, and lets them through. The lab
 * itself goes directly, so that this can only be a warning.
 */
export async function lookAtProxy(step: StepDraft, target: URL, options: DoctorOptions): Promise<void> {
  const { environment = {}, checkAddress } = options;
  const proxy = findProxy(target, environment);
  if (proxy === null) {
    step.seen = 'No proxy is set for this address.';
    return;
  }
  const { variable, url } = proxy;
  if (url === null || !/^https?:$/.test(url.protocol)) {
    step.seen = `${variable} is set.`;
    const what = `${variable} does not hold the address of an HTTP proxy.`;
    step.warn({ what, why: 'Clients that obey it cannot connect to anything.', fix: 'Correct it, or remove it.' });
    return;
  }
  step.seen = `${variable} names the proxy ${url.host}; clients that obey it go there, this look went directly.`;
  if (loopback.test(target.hostname)) {
    step.warn({
      what: `${variable} also holds for ${target.hostname}.`,
      why: 'The proxy would look for the server on its own machine.',
      fix: `Add ${target.hostname} to NO_PROXY where the client is started.`,
    });
  }
  // The runner of a lab guards every address; a proxy is not one it was asked to reach.
  if (checkAddress !== undefined) return;
  const answer = await askProxy(url, target);
  step.evidence.push(`proxy: ${answer.said}`);
  if (answer.problem === null) return;
  step.warn({
    what: `The proxy ${url.host} does not lead to the server: ${answer.said}.`,
    why: answer.problem,
    fix: `Correct ${variable}, or add ${target.hostname} to NO_PROXY where the client is started.`,
  });
}

/** Asks for a tunnel (https) or for the head of the address (http), without any header of the server's. */
function askProxy(proxy: URL, target: URL): Promise<{ said: string; problem: string | null }> {
  const isTunnel = target.protocol === 'https:';
  const port = target.port || (isTunnel ? '443' : '80');
  const credentials = proxy.username === '' ? {} : { 'Proxy-Authorization': basic(proxy) };
  return new Promise((resolve) => {
    const ask = (proxy.protocol === 'https:' ? requestSecure : requestPlain)({
      host: proxy.hostname.replace(/^\[|\]$/g, ''),
      port: proxy.port || (proxy.protocol === 'https:' ? 443 : 80),
      method: isTunnel ? 'CONNECT' : 'HEAD',
      path: isTunnel ? `${target.hostname}:${port}` : `${target.origin}${target.pathname}`,
      headers: { Host: target.host, ...credentials },
      timeout: patienceMs,
      agent: false,
    });
    const take = (status: number) => {
      ask.destroy();
      resolve({ said: `HTTP ${status}`, problem: judgeStatus(status, isTunnel) });
    };
    ask.once('connect', (response, socket) => {
      socket.destroy();
      take(response.statusCode ?? 0);
    });
    ask.once('response', (response) => take(response.statusCode ?? 0));
    ask.once('timeout', () => ask.destroy(Object.assign(new Error('no answer'), { code: 'ETIMEDOUT' })));
    ask.once('error', (error) => resolve({ said: codeOf(error), problem: 'The proxy itself is not reached.' }));
    ask.end();
  });
}

function judgeStatus(status: number, isTunnel: boolean): string | null {
  if (status === 407) return 'The proxy wants to know who asks.';
  if (isTunnel)
    return status >= 200 && status < 300 ? null : 'The proxy refuses the tunnel, or does not reach the server.';
  // Any other answer may be the server's own.
  return [502, 503, 504].includes(status) ? 'The proxy does not reach the server.' : null;
}

function basic({ username, password }: URL): string {
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return `Basic ${Buffer.from(pair).toString('base64')}`;
}
