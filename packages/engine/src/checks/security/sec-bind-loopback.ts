import { networkInterfaces } from 'node:os';
import { revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { httpEvidence } from '../auth/http-evidence.ts';
import { isLoopbackUrl } from '../auth/is-loopback.ts';
import { addressOf } from './deployment.ts';
import { httpTransports } from './http-transports.ts';

const connectWaitMs = 1_500;
/** Who fails at the certificate was connected to. */
const tlsFault = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS/;
const maxAddresses = 4;

export const secBindLoopbackCheck: Check = {
  id: 'sec-bind-loopback',
  area: 'security',
  title: 'A local server listens on the loopback address only',
  level: 'SHOULD',
  revisions: revisions,
  transports: httpTransports,
  isolation: 'session',
  spec: 'basic/transports/streamable-http#security--endpoint',
  fix: 'Listen on 127.0.0.1 (or ::1), not on 0.0.0.0: else every machine of the network can reach the server.',
  async run(context) {
    if (!isLoopbackUrl(addressOf(context)))
      return context.notApplicable('the server was not reached by a loopback address');
    if (context.inputs.deployment === 'remote')
      return context.notApplicable('the server is meant to be reached by others');
    const addresses = otherAddresses();
    const session = await context.open({ handshake: 'none' });
    const attempts = await Promise.all(
      addresses.map(async (address) => {
        const url = new URL(addressOf(context));
        url.hostname = address.includes(':') ? `[${address}]` : address;
        return { address, reply: await session.fetch({ method: 'GET', url: url.href, timeoutMs: connectWaitMs }) };
      }),
    );
    const reached = attempts.filter(({ reply }) => reply.status !== undefined || tlsFault.test(reply.failure ?? ''));
    const [first] = reached;
    if (first !== undefined) {
      const told = reached.map(({ address }) => address).join(', ');
      return context.violated(`the port also answers at ${told}`, httpEvidence(context, first.reply));
    }
    if (attempts.every(({ reply }) => /refused address/.test(reply.failure ?? ''))) {
      return context.untestable('the other addresses of this machine may not be connected to from here');
    }
    return context.passed(`nothing answers at ${addresses.join(', ')}`);
  },
};

/**
 * Where others would reach this machine. Without a network there is only the loopback net: a server that answers at an
 * address of it that it was not told of listens on all.
 */
function otherAddresses(): string[] {
  const outward = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ internal, address }) => !internal && !address.startsWith('fe80:'))
    .map(({ address }) => address);
  return outward.length > 0 ? outward.slice(0, maxAddresses) : ['127.0.0.2'];
}
