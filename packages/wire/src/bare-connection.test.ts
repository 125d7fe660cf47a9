import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { openBareConnection } from './bare-connection.ts';

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

/** Sends 32 MB to whoever says something. */
async function startSender(): Promise<{ url: URL; peer: Promise<Socket> }> {
  const peer = Promise.withResolvers<Socket>();
  const server = createServer((socket) => {
    peer.resolve(socket);
    socket.on('error', () => socket.destroy());
    socket.once('data', () => socket.write(Buffer.alloc(32 * 1024 * 1024, 'x')));
    cleanups.push(() => socket.destroy());
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  cleanups.push(() => new Promise((resolve) => server.close(resolve)));
  return { url: new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`), peer: peer.promise };
}

test('nothing is read until it is wanted, and then no more than that; a reset ends it', async () => {
  const { url, peer } = await startSender();
  const connection = await openBareConnection(url, undefined);
  connection.write(Buffer.from('send'));
  const sender = await peer;
  await expect.poll(() => sender.writableLength, { timeout: 10_000 }).toBeGreaterThan(0);
  expect(connection.bytesRead).toBeLessThan(1024 * 1024);
  expect(connection.head).toBe('');
  await connection.read({ bytes: 12 * 1024 * 1024, silenceMs: 5_000, timeoutMs: 20_000 });
  expect(connection.bytesRead).toBeGreaterThanOrEqual(12 * 1024 * 1024);
  expect(connection.head).toMatch(/^x+$/);
  expect(connection.closed).toBe(false);
  const gone = new Promise((resolve) => sender.once('close', resolve));
  connection.reset();
  await gone;
  expect(connection.closed).toBe(true);
});

test('an address that is off limits is not connected to, and one where nobody listens says so', async () => {
  const { url } = await startSender();
  await expect(openBareConnection(url, () => 'off limits')).rejects.toThrow('off limits');
  await expect(openBareConnection(new URL('http://127.0.0.1:1/'), undefined)).rejects.toMatchObject({
    code: 'unreachable',
  });
});
