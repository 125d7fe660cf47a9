import type { CheckAddress } from '../open-options.ts';
import type { Endpoint } from './connect-socket.ts';

/** Where an http or https URL is reached. */
export function toEndpoint(url: URL, checkAddress: CheckAddress | undefined): Endpoint {
  const isTls = url.protocol === 'https:';
  return {
    isTls,
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port) || (isTls ? 443 : 80),
    checkAddress,
  };
}
