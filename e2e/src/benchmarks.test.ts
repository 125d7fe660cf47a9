// Load on a server, in the browser: write a benchmark, watch it run, read what came, compare two, rank them; and a chaos run.
import type { Benchmark, LabClient, Server } from '@mcp-lab/contracts';
import { loadServerPath } from '@mcp-lab/fixtures';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { keepAllLooks } from './all-looks.ts';
import { startBrowser, watchForErrors } from './browser.ts';
import { type Lab, startLab } from './lab.ts';
import { signUpAdmin } from './sign-up.ts';

const runTimeoutMs = 120_000;
/** Five are the fewest that can prove anything, and then only where every figure agrees. */
const runsASide = 7;
let lab: Lab;
let client: LabClient;
let browser: Browser;
let page: Page;
let errors: string[];
let quick: Server;
let slow: Server;
let limited: Server;

beforeAll(async () => {
  lab = await startLab();
  browser = await startBrowser();
  page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  page.setDefaultTimeout(30_000);
  errors = watchForErrors(page);
  client = await signUpAdmin(lab, page);
  quick = await addServer('quick', 'sound');
  slow = await addServer('slow', 'slow');
  limited = await addServer('limited', 'limited');
});

afterAll(async () => {
  await browser?.close();
  await lab?.stop();
});

function addServer(name: string, behaviour: string): Promise<Server> {
  const launch = { command: process.execPath, args: [loadServerPath, 'stdio', behaviour] };
  return client.createServer({ body: { name, kind: 'stdio', launch } });
}

async function hasEnded(id: string): Promise<void> {
  await expect
    .poll(async () => (await client.getRun({ params: { id } })).status, { timeout: runTimeoutMs, interval: 300 })
    .toBe('completed');
}

async function runAgain(benchmark: Benchmark, times: number): Promise<void> {
  for (let count = 0; count < times; count++) {
    const { id } = await client.runBenchmark({ params: { id: benchmark.id }, body: {} });
    await hasEnded(id);
  }
}

/** Leaves the generator much time: a run in which it was the bottleneck is not compared. */
const profile = {
  executor: { type: 'constant-vus', vus: 1, seconds: 1 },
  thinkTimeMs: { min: 10, max: 10 },
} as const;

describe('a benchmark', () => {
  test('is asked for where there is none', async () => {
    await page.goto(`${lab.webUrl}/benchmarks`);
    await page.getByText('No benchmarks').waitFor();
    await keepAllLooks(page, '40-benchmarks-empty');
    await page.goto(`${lab.webUrl}/benchmarks?view=leaderboard`);
    await page.getByText('Nothing to rank yet').waitFor();
    await keepAllLooks(page, '51-leaderboard-empty');
  });

  test('says at its field what is wrong, then is saved', async () => {
    await page.goto(`${lab.webUrl}/benchmarks`);
    await page.getByRole('button', { name: 'New benchmark' }).first().click();
    const dialog = page.getByTestId('benchmark-dialog');
    await dialog.getByLabel('Name').fill('Rate');
    await dialog.getByLabel('Server').click();
    await page.getByRole('option', { name: 'quick' }).click();
    await dialog.getByRole('combobox', { name: 'How calls are started' }).click();
    await page.getByRole('option', { name: 'Constant rate' }).click();
    await dialog.getByLabel('Calls per second').fill('60');
    await dialog.getByLabel('Seconds', { exact: true }).fill('6');
    await dialog.getByLabel('Thresholds').fill('latency: p(95)<<200');
    await keepAllLooks(page, '41-benchmark-dialog');
    await dialog.getByRole('button', { name: 'Save benchmark' }).click();
    await dialog.getByRole('alert').first().waitFor();
    // The browser notes a refusal as an error of its own.
    expect(errors.splice(0)).toEqual([expect.stringContaining('422')]);
    await dialog.getByLabel('Thresholds').fill('latency: p(95)<2000\nfailed: rate<0.01');
    await dialog.getByRole('button', { name: 'Save benchmark' }).click();
    await page.waitForURL(/\/benchmarks\/[\w-]+$/);
    await page.getByText('Not run yet').waitFor();
    await keepAllLooks(page, '52-benchmark-not-run');
  });

  test('is watched second by second while it runs', async () => {
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await page.waitForURL(/\/runs\//);
    await page.getByTestId('load-view').waitFor({ timeout: runTimeoutMs });
    // Figures come while the run goes on: the report, and with it the tiles, only at its end.
    expect(await page.getByTestId('load-tiles').count()).toBe(0);
    await page.getByTestId('load-tiles').waitFor({ timeout: runTimeoutMs });
    await expect.poll(() => page.getByTestId('thresholds').getByRole('listitem').count()).toBe(2);
    expect(await page.getByTestId('latency-heatmap').locator('rect').count()).toBeGreaterThan(3);
    expect(await page.getByTestId('call-table').getByRole('row').count()).toBeGreaterThan(1);
    await keepAllLooks(page, '42-load-run');
    await page.getByTestId('call-table').scrollIntoViewIfNeeded();
    await keepAllLooks(page, '43-load-run-calls');
    await page.getByRole('tab', { name: 'Results' }).click();
    await page.getByTestId('result-row').first().waitFor();
  }, 200_000);

  test('waits for its turn, and says so where its figures will be', async () => {
    const long = { executor: { type: 'constant-vus', vus: 1, seconds: 120 } } as const;
    const [first, second] = await Promise.all(
      ['The one before', 'Waits'].map((name) =>
        client.createBenchmark({ body: { name, serverId: quick.id, profile: long } }),
      ),
    );
    if (first === undefined || second === undefined) throw new Error('two benchmarks were asked for');
    const before = await client.runBenchmark({ params: { id: first.id }, body: {} });
    await expect
      .poll(async () => (await client.getRun({ params: { id: before.id } })).status, { timeout: runTimeoutMs })
      .toBe('running');
    const waiting = await client.runBenchmark({ params: { id: second.id }, body: {} });
    await page.goto(`${lab.webUrl}/runs/${waiting.id}`);
    await page.getByText('Waits for its turn').waitFor();
    await keepAllLooks(page, '53-load-run-waiting');
    await page.goto(`${lab.webUrl}/benchmarks/${second.id}`);
    await page.getByTestId('benchmark-history').waitFor();
    expect(await page.getByTestId('history-chart').count()).toBe(0);
    await keepAllLooks(page, '54-benchmark-first-run');
    await page.goto(`${lab.webUrl}/benchmarks`);
    for (const { id } of [waiting, before]) await client.cancelRun({ params: { id }, body: {} });
    for (const { id } of [first, second]) await client.deleteBenchmark({ params: { id } });
    await expect
      .poll(async () => (await client.getRun({ params: { id: before.id } })).status, { timeout: runTimeoutMs })
      .toBe('cancelled');
  }, 200_000);

  test('of the same load on two servers is compared run by run, and ranked', async () => {
    const [base, head] = await Promise.all(
      [quick, slow].map(({ id, name }) =>
        client.createBenchmark({ body: { name: `One user, ${name}`, serverId: id, profile } }),
      ),
    );
    if (base === undefined || head === undefined) throw new Error('two benchmarks were asked for');
    await runAgain(base, runsASide);
    await runAgain(head, runsASide);
    await page.goto(`${lab.webUrl}/benchmarks/compare?base=${base.id}&head=${head.id}`);
    await page.getByTestId('metric-row').first().waitFor();
    const verdict = (metric: string) =>
      page.locator(`[data-testid="metric-row"][data-metric="${metric}"]`).getAttribute('data-verdict');
    expect(await verdict('latency_p50')).toBe('worse');
    expect(await verdict('rate')).toBe('worse');
    await keepAllLooks(page, '44-benchmarks-compared');
    await page.goto(`${lab.webUrl}/benchmarks?view=leaderboard&metric=latency_p50`);
    const ranked = page.getByTestId('leaderboard').locator('tbody tr');
    await ranked.first().waitFor();
    expect(await ranked.allTextContents()).toEqual([expect.stringContaining('quick'), expect.stringContaining('slow')]);
    await keepAllLooks(page, '45-leaderboard');
    await page.goto(`${lab.webUrl}/benchmarks/${base.id}`);
    await page.getByTestId('history-chart').waitFor();
    expect(await page.getByTestId('benchmark-history').locator('tbody tr').count()).toBe(runsASide);
    await keepAllLooks(page, '46-benchmark-history');
  }, 400_000);

  test('looks for the knee of a server', async () => {
    const executor = { type: 'find-knee', startRate: 5, maxRate: 4_000, stepSeconds: 1 } as const;
    const body = {
      name: 'Knee',
      serverId: limited.id,
      profile: { executor: { ...executor, objective: ['latency: p(95)<400'] } },
    };
    const benchmark = await client.createBenchmark({ body });
    const { id } = await client.runBenchmark({ params: { id: benchmark.id }, body: {} });
    await hasEnded(id);
    await page.goto(`${lab.webUrl}/runs/${id}`);
    await page.getByTestId('knee-chart').waitFor();
    await keepAllLooks(page, '47-knee');
    await page.goto(`${lab.webUrl}/benchmarks`);
    const listed = page.getByTestId('benchmark-list').getByRole('listitem');
    await listed.first().waitFor();
    expect(await listed.count()).toBe(4);
    await keepAllLooks(page, '48-benchmarks');
  }, 300_000);
});

test('a chaos run is chosen in the dialog and shows each fault', async () => {
  await page.goto(`${lab.webUrl}/servers/${quick.id}`);
  await page.getByRole('button', { name: 'Run conformance' }).first().click();
  const dialog = page.getByTestId('run-dialog');
  await dialog.getByRole('combobox', { name: 'What to run' }).click();
  await page.getByRole('option', { name: 'Chaos' }).click();
  await dialog
    .getByLabel('Experiment')
    .fill('{ steadySeconds: 1, seconds: 1, faults: [{ kind: latency, ms: 150 }, { kind: kill }] }');
  await keepAllLooks(page, '49-run-dialog');
  await dialog.getByRole('button', { name: 'Run', exact: true }).click();
  await page.waitForURL(/\/runs\//);
  // Second by second before there is a report.
  await page.getByTestId('chaos-timeline').waitFor({ timeout: runTimeoutMs });
  expect(await page.getByTestId('chaos-trial').count()).toBe(0);
  await page.getByTestId('chaos-trial').first().waitFor({ timeout: runTimeoutMs });
  expect(await page.getByTestId('chaos-trial').count()).toBe(2);
  await keepAllLooks(page, '50-chaos-run');
}, 200_000);

test('no page had a script error', () => {
  expect(errors).toEqual([]);
});
