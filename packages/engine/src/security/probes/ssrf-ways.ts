import type { CanaryListener } from '../canaries/canary-listener.ts';

/** One way of writing an address of this machine. */
export interface AddressWay {
  how: string;
  /** Written plainly: who fetches it has no guard against such addresses. */
  isPlain: boolean;
  token: string;
  url: string;
}

/** Ways to write the loopback address. Each address is of this machine; none needs a name to be looked up elsewhere. */
export function addressWays(listener: CanaryListener, token: (label: string) => string, label: string): AddressWay[] {
  const plain: [how: string, host: string][] = [
    ['127.0.0.1', '127.0.0.1'],
    ['localhost', 'localhost'],
  ];
  const veiled: [how: string, host: string][] = [
    ['a dot behind the address', '127.0.0.1.'],
    ['a decimal number', '2130706433'],
    ['a hexadecimal number', '0x7f000001'],
    ['octal numbers', '0177.0.0.1'],
    ['a short form', '127.1'],
    ['the address 0.0.0.0', '0.0.0.0'],
    ['an IPv4 address mapped into IPv6', '[::ffff:127.0.0.1]'],
    ['the same in hexadecimal', '[::ffff:7f00:1]'],
    ...(listener.hasIpv6 ? ([['the IPv6 loopback address', '[::1]']] as [string, string][]) : []),
  ];
  const way =
    (isPlain: boolean) =>
    ([how, host]: [string, string]): AddressWay => {
      const word = token(`address ${label} ${host}`);
      return { how, isPlain, token: word, url: listener.urlOf(word, host) };
    };
  const redirected = token(`address ${label} redirect`);
  return [
    ...plain.map(way(true)),
    ...veiled.map(way(false)),
    { how: 'a redirect', isPlain: true, token: redirected, url: listener.redirectOf(redirected) },
  ];
}
