import { createTranscript, discoverServer } from '@mcp-lab/wire';
import { expect, test } from 'vitest';
import { checkAddress } from './check-address.ts';

test.each([
  '169.254.169.254',
  '169.254.170.2',
  '::ffff:169.254.169.254',
  '::ffff:a9fe:a9fe',
  '64:ff9b::a9fe:a9fe',
  '64:ff9b::169.254.169.254',
  'fe80::1',
  'fe80::1%eth0',
  'fd00:ec2::254',
  '100.100.100.200',
  '192.0.0.192',
  '168.63.129.16',
  '0.0.0.0',
  '0.1.2.3',
  '::',
  '::ffff:0.0.0.0',
  '224.0.0.1',
  '255.255.255.255',
  'ff02::1',
  '2002:a9fe:a9fe::1',
  '2001:0:a9fe:a9fe::1',
  'metadata.google.internal',
])('%s is never connected to', (address) => expect(checkAddress(address)).toBeTypeOf('string'));

test.each([
  '127.0.0.1',
  '::1',
  '10.0.0.5',
  '192.168.1.9',
  '172.16.0.1',
  '93.184.216.34',
  '2606:4700::1',
  '64:ff9b::5db8:d822',
  '2001:db8::1',
])('%s may be a server', (address) => expect(checkAddress(address)).toBeUndefined());

test.each([
  'http://169.254.169.254/latest',
  'http://0xa9fea9fe/',
  'http://2852039166/',
  'http://[::ffff:169.254.169.254]/mcp',
  'http://0/',
])('%s is refused before a connection is made', async (url) => {
  const target = { kind: 'http' as const, url, headers: {} };
  const profile = await discoverServer(target, { transcript: createTranscript(), timeoutMs: 2_000, checkAddress });
  expect(profile.failure?.kind).toBe('unreachable');
  expect(profile.failure?.message).toMatch(/refused|off limits|may not|not allowed/i);
});
