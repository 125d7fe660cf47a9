import { BlockList, isIPv4, isIPv6 } from 'node:net';

/** Addresses no MCP server lives at, but from which a cloud machine gives its secrets to whoever asks. */
const metadata = new BlockList();
metadata.addSubnet('169.254.0.0', 16, 'ipv4');
metadata.addSubnet('fe80::', 10, 'ipv6');
metadata.addAddress('fd00:ec2::254', 'ipv6');
metadata.addAddress('100.100.100.200', 'ipv4');
metadata.addAddress('192.0.0.192', 'ipv4');
metadata.addAddress('168.63.129.16', 'ipv4');

/** Addresses that name nobody in particular, and tunnels that would lead around the list above. */
const meaningless = new BlockList();
meaningless.addSubnet('0.0.0.0', 8, 'ipv4');
meaningless.addSubnet('224.0.0.0', 4, 'ipv4');
meaningless.addSubnet('240.0.0.0', 4, 'ipv4');
meaningless.addAddress('::', 'ipv6');
meaningless.addSubnet('ff00::', 8, 'ipv6');
meaningless.addSubnet('2002::', 16, 'ipv6');
meaningless.addSubnet('2001::', 32, 'ipv6');

/** The IPv4 address inside a NAT64 one, as the gateway would unpack it. */
function unpackNat64(address: string): string | null {
  const canonical = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const match = /^64:ff9b::(?:([\da-f]{1,4}):)?([\da-f]{1,4})$/.exec(canonical);
  if (match === null) return null;
  const [high, low] = [Number.parseInt(match[1] ?? '0', 16), Number.parseInt(match[2] ?? '0', 16)];
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}

/**
 * Why a target may not be at this address, or undefined. Whoever defines servers may test what runs on this machine and
 * in its network: that is what the lab is for. Addresses of the machine's own cloud are never a server.
 */
export function checkAddress(address: string): string | undefined {
  const bare = address.split('%')[0] ?? address;
  if (!isIPv4(bare) && !isIPv6(bare)) return 'it is not an address';
  const inner = isIPv6(bare) ? unpackNat64(bare) : null;
  if (inner !== null) return checkAddress(inner);
  // An IPv4 address written as IPv6 is found by the rules for IPv4, too.
  const family = isIPv4(bare) ? 'ipv4' : 'ipv6';
  if (metadata.check(bare, family)) return 'it belongs to the metadata service of a cloud or to the link';
  if (meaningless.check(bare, family)) return 'no server can be there';
  return undefined;
}
