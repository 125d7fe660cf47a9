/** autocannon, raw: it looks at statuses only. `run-autocannon.ts <inFlight> <seconds> <url>`. */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { reportLoad, warmUpCalls } from './generator-result.ts';

interface Counts {
  '2xx': number;
  non2xx: number;
  errors: number;
}
type Autocannon = (options: Record<string, unknown>) => Promise<Counts>;

const [inFlight = '1', seconds = '1', url = ''] = process.argv.slice(2);
const peers = createRequire(join(import.meta.dirname, '../../peers/package.json'));
const autocannon = peers('autocannon') as Autocannon;

async function load(amount: { duration: number } | { amount: number }): Promise<{ calls: number; failed: number }> {
  const counts = await autocannon({
    url,
    connections: Number(inFlight),
    ...amount,
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream' },
    body: '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"echo","arguments":{"text":"message"}}}',
  });
  return { calls: counts['2xx'], failed: counts.non2xx + counts.errors };
}

await load({ amount: warmUpCalls });
await reportLoad(() => load({ duration: Number(seconds) }));
