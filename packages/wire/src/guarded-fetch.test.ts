import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createGuardedFetch } from './guarded-fetch.ts';

let server: Server;
let origin: string;

beforeAll(async () => {
  server = createServer((request, response) => {
    if (request.url === '/moved') response.writeHead(302, { location: 'http://elsewhere.example/' }).end();
    else if (request.url === '/large') response.end('x'.repeat(100_000));
    else if (request.url !== '/silent') response.end(`${request.method} ${request.headers['x-lab']}`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

test('fetches, follows nothing, and takes no more than it is told to', async () => {
  const guarded = createGuardedFetch({ maxBodyBytes: 1_000 });
  const response = await guarded.fetch(`${origin}/`, { method: 'POST', headers: { 'X-Lab': 'yes' }, body: 'a=b' });
  expect(await response.text()).toBe('POST yes');
  const moved = await guarded.fetch(`${origin}/moved`);
  expect([moved.status, moved.headers.get('location')]).toEqual([302, 'http://elsewhere.example/']);
  await expect(guarded.fetch(`${origin}/large`)).rejects.toThrow(/longer than 1000 bytes/);
  await expect(guarded.fetch('file:///etc/passwd')).rejects.toThrow(/neither/);
  await guarded.close();
});

test('connects to no address that is off limits, and ends with its signal', async () => {
  const guarded = createGuardedFetch({ checkAddress: (address) => `${address} is not for you` });
  await expect(guarded.fetch(`${origin}/`)).rejects.toMatchObject({
    cause: { message: /refused address 127\.0\.0\.1/ },
  });
  await guarded.close();
  const ending = new AbortController();
  const patient = createGuardedFetch({ signal: ending.signal });
  const waiting = patient.fetch(`${origin}/silent`);
  ending.abort(new Error('enough'));
  await expect(waiting).rejects.toThrow(/enough/);
  await patient.close();
});
