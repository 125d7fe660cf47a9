/** The official v2 client: `run-official-client.ts <inFlight> <seconds> <url | command args…>`. */
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { reportLoad } from './generator-result.ts';

const [inFlight = '1', seconds = '1', place = '', ...args] = process.argv.slice(2);
const client = new Client({ name: 'bench', version: '1.0.0' }, { supportedProtocolVersions: ['2025-11-25'] });
await client.connect(
  place.startsWith('http')
    ? new StreamableHTTPClientTransport(new URL(place))
    : new StdioClientTransport({ command: place, args, stderr: 'ignore' }),
);

async function load(forMs: number): Promise<{ calls: number; failed: number }> {
  const endMs = performance.now() + forMs;
  let calls = 0;
  let failed = 0;
  const lane = async (): Promise<void> => {
    while (performance.now() < endMs) {
      const result = await client.callTool({ name: 'echo', arguments: { text: `message ${calls++}` } });
      if (result.isError === true) failed++;
    }
  };
  await Promise.all(Array.from({ length: Number(inFlight) }, lane));
  return { calls, failed };
}

await load(1_000);
await reportLoad(() => load(Number(seconds) * 1000));
await client.close();
