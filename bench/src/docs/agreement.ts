// npm run docs:agreement: the verdicts of the official suite and ours on the same servers, as docs/agreement.md.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type HttpServer, startContext7Http, startEverythingHttp, startSdkHttp } from '@mcp-lab/e2e/real-servers';
import { findSuite, mappedOfficialChecks, matchesPattern, runConformance, runOfficial } from '@mcp-lab/engine';
import { sdkHttpServerPath } from '@mcp-lab/fixtures';
import { childEnvironment } from '@mcp-lab/wire';
import { agreementPage } from './agreement-page.ts';
import reasons from './agreement-reasons.json' with { type: 'json' };
import { type AgreementRow, compareVerdicts } from './compare-verdicts.ts';
import notCompared from './not-compared.json' with { type: 'json' };

// biome-ignore lint/style/noProcessEnv: the entry file hands the environment on
const environment = process.env;
const root = join(import.meta.dirname, '..', '..', '..');

const servers: [name: string, start: () => Promise<HttpServer>][] = [
  ['server-everything', startEverythingHttp],
  ['v2 SDK server', () => startSdkHttp(sdkHttpServerPath)],
  ['context7', startContext7Http],
];

const suite = findSuite(join(root, 'e2e', 'official-suite'), root);
if ('problem' in suite) throw new Error(suite.problem);

const rows: AgreementRow[] = [];
for (const [name, start] of servers) {
  const server = await start();
  try {
    const common = {
      target: { kind: 'http', url: server.url, headers: {} } as const,
      seed: 1,
      toolVersion: 'docs',
      requestTimeoutMs: 10_000,
    };
    // The one after the other: each would count the other's streams and sessions.
    const official = await runOfficial({ ...common, suite, env: childEnvironment(environment, {}) });
    const ours = await runConformance({ ...common, maxRunMs: 900_000 });
    rows.push(...compareVerdicts(name, official, ours));
    console.log(`${name}: ${official.results.length} official results, ${ours.results.length} of ours`);
  } finally {
    await server.stop();
  }
}

const differences = rows.filter(({ agreement }) => agreement === 'different');
const unexplained = differences.filter(
  ({ official, server }) => !reasons.some((entry) => entry.official === official && entry.servers.includes(server)),
);
const stale = reasons.flatMap((entry) =>
  entry.servers
    .filter((server) => !differences.some((row) => row.official === entry.official && row.server === server))
    .map((server) => `${entry.official} on ${server}`),
);
for (const { official, server, revision, theirs, ours, said } of unexplained) {
  console.log(
    `\nno reason: ${official} on ${server} at ${revision}: theirs ${theirs}, ours ${ours}\n  theirs: ${said.theirs}\n  ours:   ${said.ours}`,
  );
}
for (const entry of stale) console.log(`\nstale reason: ${entry}`);
const isCompared = (pattern: string) => rows.some(({ official }) => matchesPattern(official, pattern));
const forgotten = mappedOfficialChecks.filter(
  (pattern) => !isCompared(pattern) && !notCompared.some(({ official }) => matchesPattern(pattern, official)),
);
for (const pattern of forgotten) console.log(`\nmapped, on no server and without a reason: ${pattern}`);
for (const { official } of notCompared.filter((entry) => isCompared(entry.official)))
  console.log(`\nstale: ${official} was compared`);
writeFileSync(
  join(root, 'docs', 'agreement.md'),
  agreementPage(rows, { reasons, notCompared, version: suite.version }),
);
console.log(
  `\n${rows.length} rows, ${differences.length} differences, ${unexplained.length} without a reason, ${stale.length} stale reasons`,
);
process.exitCode = unexplained.length + stale.length + forgotten.length > 0 ? 1 : 0;
