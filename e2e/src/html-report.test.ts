// The report as one file: opened from disk in a real browser, with nothing to fetch and nothing that runs but its own.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { sampleServers } from '@mcp-lab/fixtures';
import { processTarget } from '@mcp-lab/fixtures/process/process-target';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { keepScreenshot, startBrowser, watchForErrors } from './browser.ts';

const cli = join(import.meta.dirname, '..', '..', 'node_modules', '.bin', 'mcp-lab');
const folder = mkdtempSync(join(tmpdir(), 'mcp-lab-report-'));
const brokenReport = join(folder, 'broken.html');
const hostileReport = join(folder, 'hostile.html');
let browser: Browser;

beforeAll(async () => {
  const broken = sampleServers.find(({ id }) => id === 'broken');
  if (broken === undefined) throw new Error('the broken sample is gone');
  const areas = ['rpc-*', 'init-*', 'stdio-*', 'tools-*', 'qa-startup', 'qa-token-cost'].flatMap((area) => [
    '--only',
    area,
  ]);
  await writeReport(brokenReport, areas, [broken.command, ...broken.args]);
  const { command, args } = processTarget('hostile-text');
  await writeReport(hostileReport, ['--only', 'rpc-*', '--only', 'stdio-*'], [command, ...args]);
  browser = await startBrowser();
});
afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

function writeReport(file: string, options: string[], command: string[]): Promise<void> {
  const child = spawn(cli, ['test', '--reporter', `html=${file}`, ...options, '--', ...command], { stdio: 'ignore' });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    // 0, 1 and 4: the run was made and its report written.
    child.once('close', (code) =>
      [0, 1, 4].includes(code ?? -1) ? resolve() : reject(new Error(`exit code ${code}`)),
    );
  });
}

interface Opened {
  page: Page;
  errors: string[];
  requests: string[];
}

async function open(file: string, options: Parameters<Browser['newPage']>[0] = {}, hash = ''): Promise<Opened> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, ...options });
  page.setDefaultTimeout(20_000);
  const errors = watchForErrors(page);
  const requests: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  page.on('dialog', (dialog) => {
    errors.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  await page.goto(`${pathToFileURL(file).href}${hash}`);
  await page.locator('#filters').waitFor();
  return { page, errors, requests };
}

const visible = (page: Page) => page.locator('.item:visible');
const verdictsOf = (page: Page) =>
  visible(page).evaluateAll((items) => [...new Set(items.map((item) => item.getAttribute('data-verdict')))].sort());

describe('the report of a server with faults', () => {
  test('opens with its findings, asks nothing of the network and reports no error', async () => {
    const { page, errors, requests } = await open(brokenReport);
    expect(await verdictsOf(page)).toContain('fail');
    expect(await verdictsOf(page)).not.toContain('pass');
    const item = page.locator('.item[data-check-id="rpc-unknown-method"][data-verdict="fail"]').first();
    await item.locator('summary').first().click();
    await item.locator('.frames > summary').first().click();
    await item.locator('.frame pre').first().waitFor();
    expect(await item.locator('.command').first().textContent()).toContain('mcp-lab test --only rpc-unknown-method');
    expect(await item.locator('a').first().getAttribute('href')).toMatch(/^https:\/\/modelcontextprotocol\.io\//);
    await item.locator('.raw > summary').first().click();
    expect(await item.locator('.raw pre').first().textContent()).toContain('{"jsonrpc":"2.0"');
    await item.scrollIntoViewIfNeeded();
    await keepScreenshot(page, '20-report-finding');
    expect(errors).toEqual([]);
    expect(requests).toEqual([pathToFileURL(brokenReport).href]);
    await page.close();
  });

  test('filters by verdict, area and text, and keeps them in the address', async () => {
    const { page, errors } = await open(brokenReport);
    await page.locator('#filters button[value=pass]').click();
    expect(await verdictsOf(page)).toContain('pass');
    for (const verdict of ['fail', 'error', 'warn', 'info']) {
      const button = page.locator(`#filters button[value=${verdict}]`);
      if (await button.isVisible()) await button.click();
    }
    expect(await verdictsOf(page)).toEqual(['pass']);
    await page.locator('#area').selectOption('jsonrpc');
    const areas = await visible(page).evaluateAll((items) => items.map((item) => item.getAttribute('data-area')));
    expect(new Set(areas)).toEqual(new Set(['jsonrpc']));
    await page.locator('#search').fill('single response');
    await page.locator('#search').fill('rpc-single-response');
    await expect.poll(() => visible(page).count()).toBe(1);
    const { hash } = new URL(page.url());
    expect(new URLSearchParams(hash.slice(1)).get('area')).toBe('jsonrpc');
    const other = await open(brokenReport, {}, hash);
    expect(await visible(other.page).count()).toBe(1);
    expect([...errors, ...other.errors]).toEqual([]);
    await other.page.close();
    await page.close();
  });

  test.each([
    ['light', 1280],
    ['dark', 1280],
    ['light', 390],
    ['dark', 390],
  ] as const)('fits %s at %i pixels', async (colorScheme, width) => {
    const { page, errors } = await open(brokenReport, { colorScheme, viewport: { width, height: 900 } });
    const overflow = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
    expect(overflow).toBeLessThanOrEqual(0);
    await keepScreenshot(page, `21-report-${colorScheme}-${width < 500 ? 'narrow' : 'wide'}`);
    expect(errors).toEqual([]);
    await page.close();
  });

  test('changes between light and dark', async () => {
    const { page } = await open(brokenReport, { colorScheme: 'light' });
    const background = () => page.evaluate<string>('getComputedStyle(document.body).backgroundColor');
    const before = await background();
    await page.locator('#theme').click();
    expect(await background()).not.toBe(before);
    await page.close();
  });
});

test('what a hostile server says is text, and nothing but text', async () => {
  const { page, errors, requests } = await open(hostileReport, {}, '#verdict=fail,warn,info,error,pass,untestable');
  await page.locator('#expand').click();
  for (const summary of await page.locator('.frames:visible > summary').all()) await summary.click();
  expect(await page.title()).toMatch(/^MCP report: =1\+1 /);
  expect(await page.locator('img, iframe, object, embed, form:not(#filters)').count()).toBe(0);
  expect(await page.locator('script').count()).toBe(1);
  const text = (await page.locator('body').textContent()) ?? '';
  expect(text).toContain('</script><script>document.title="taken"</script>');
  expect(text).not.toMatch(/[\u001b\u202e]/);
  await keepScreenshot(page, '22-report-hostile');
  expect(errors).toEqual([]);
  expect(requests).toHaveLength(1);
  await page.close();
});
