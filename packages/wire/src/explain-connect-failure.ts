import { WireError } from './wire-error.ts';

/** A WireError when the failure means that no connection came about; undefined for what a connected peer did. */
export function explainConnectFailure(url: string, failure: string): WireError | undefined {
  const known = connectFailures.find(({ pattern }) => pattern.test(failure));
  if (known === undefined) return undefined;
  return new WireError(known.code, `${url} cannot be connected to: ${failure}`, known.hint);
}

const connectFailures: { pattern: RegExp; code: 'unreachable' | 'tls' | 'refused-address'; hint: string }[] = [
  {
    pattern: /refused address/,
    code: 'refused-address',
    hint: 'This address is off limits here: ask an administrator to allow it, if it is meant to be reached.',
  },
  {
    pattern: /ECONNREFUSED/,
    code: 'unreachable',
    hint: 'Nothing listens there: start the server, or correct host and port.',
  },
  { pattern: /ENOTFOUND|EAI_AGAIN/, code: 'unreachable', hint: 'The host name does not resolve: correct it.' },
  {
    pattern: /EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|ETIMEDOUT|CONNECT_TIMEOUT/,
    code: 'unreachable',
    hint: 'There is no route to the host from here: check address, network and firewall.',
  },
  {
    pattern: /CERT|SELF_SIGNED|ERR_TLS|UNABLE_TO_VERIFY|ERR_SSL|EPROTO/,
    code: 'tls',
    hint: 'TLS failed: check the certificate, or use http:// if the server has none.',
  },
];
