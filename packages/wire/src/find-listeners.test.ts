import { expect, test } from 'vitest';
import { findListeners } from './find-listeners.ts';
import { startTestServer } from './start-test-server.ts';

test.runIf(process.platform === 'linux')('who listens on a port of this machine', async () => {
  const server = await startTestServer((_request, response) => response.end());
  try {
    expect(findListeners(server.url)).toEqual([process.pid]);
    expect(findListeners(server.url.replace('127.0.0.1', '192.0.2.1'))).toEqual([]);
  } finally {
    await server.close();
  }
  expect(findListeners(server.url)).toEqual([]);
});
