// The main job as a new user does it: a fresh lab, its setup link, a real server, a real run, in a real browser.
import { endpoints } from '@mcp-lab/contracts';
import { sdkHttpServerPath } from '@mcp-lab/fixtures';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { keepScreenshot, startBrowser, watchForErrors } from './browser.ts';
import { type Lab, startLab } from './lab.ts';
import { everythingPath, type HttpServer, startEverythingHttp, startSdkHttp } from './real-servers.ts';

const password = 'a quiet morning by the sea';
const runTimeoutMs = 120_000;
let lab: Lab;
let browser: Browser;
let page: Page;
let errors: string[];
const servers: HttpServer[] = [];

beforeAll(async () => {
  lab = await startLab();
  browser = await startBrowser();
  page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  page.setDefaultTimeout(20_000);
  errors = watchForErrors(page);
});

afterAll(async () => {
  await browser?.close();
  for (const server of servers) await server.stop();
  await lab?.stop();
});

async function openAddServer(tab: 'Command' | 'URL' | 'Paste a config'): Promise<void> {
  await page.goto(`${lab.webUrl}/servers`);
  await page
    .getByRole('button', { name: /Add server/ })
    .first()
    .click();
  await page.getByRole('tab', { name: tab }).click();
}

async function addByUrl(name: string, url: string): Promise<void> {
  await openAddServer('URL');
  const dialog = page.getByTestId('add-server-dialog');
  await dialog.getByLabel('Name', { exact: true }).fill(name);
  await dialog.getByLabel('Server URL').fill(url);
  await dialog.getByRole('button', { name: 'Add server' }).click();
  await page.waitForURL(/\/servers\/[\w-]+$/);
}

/** Presses run on the server's page and waits, without reloading, until results arrive and the run is judged. */
async function runConformance(): Promise<void> {
  await page.getByRole('button', { name: 'Run conformance' }).first().click();
  await page.getByTestId('run-dialog').getByRole('button', { name: 'Run', exact: true }).click();
  await page.waitForURL(/\/runs\/[\w-]+/);
  const loads: string[] = [];
  const countLoad = () => loads.push(page.url());
  page.on('load', countLoad);
  await page.getByTestId('result-row').first().waitFor({ timeout: runTimeoutMs });
  await page.getByTestId('run-outcome').waitFor({ timeout: runTimeoutMs });
  page.off('load', countLoad);
  expect(loads).toEqual([]);
}

const resultsOf = (checkId: string) => page.locator(`[data-testid="result-row"][data-check-id="${checkId}"]`);

describe('a new user', () => {
  test('who types 127.0.0.1 is led to the name that the session belongs to, token and all', async () => {
    const other = await browser.newPage();
    await other.goto(lab.setupUrl.replace('localhost', '127.0.0.1'));
    await other.waitForURL(/^http:\/\/localhost:/);
    const token = new URL(lab.setupUrl.replace('#', '?')).searchParams.get('token');
    const field = other.getByLabel('Setup token');
    await field.waitFor();
    await expect.poll(() => field.inputValue(), { timeout: 20_000 }).toBe(token);
    await other.close();
  });

  test('opens the setup link, creates the admin and sees the first-run page', async () => {
    await page.goto(lab.setupUrl);
    await page.getByLabel('Your name').fill('Ada');
    await page.getByLabel('Email').fill('ada@example.com');
    await page.getByLabel('Password', { exact: true }).fill(password);
    await keepScreenshot(page, '01-setup');
    expect(page.url()).not.toContain('token');
    await page.getByRole('button', { name: 'Create the admin and sign in' }).click();
    await page.getByTestId('first-run').waitFor();
    await keepScreenshot(page, '02-first-run');
  });

  test('the setup link works once', async () => {
    const other = await browser.newPage();
    await other.goto(lab.setupUrl);
    await other.getByText('This lab is set up').waitFor();
    await other.close();
  });

  test('adds server-everything by its command and starts it', async () => {
    await openAddServer('Command');
    const dialog = page.getByTestId('add-server-dialog');
    await dialog.getByLabel('Name', { exact: true }).fill('everything');
    await dialog.getByLabel('Command line').fill(`"${process.execPath}" "${everythingPath}" stdio`);
    await keepScreenshot(page, '03-add-server');
    await dialog.getByRole('button', { name: 'Add server' }).click();
    await page.waitForURL(/\/servers\/[\w-]+$/);
    const start = page.getByRole('button', { name: 'Start everything' });
    const restart = page.getByRole('button', { name: 'Restart everything' });
    await start.or(restart).first().waitFor();
    if (await start.isVisible()) await start.click();
    await page.locator('[data-testid="server-state"][data-status="running"]').first().waitFor();
    await page.getByText('13', { exact: true }).first().waitFor();
    await keepScreenshot(page, '04-server-running');
  });

  test('runs conformance and opens a finding with its frames', async () => {
    await runConformance();
    await keepScreenshot(page, '05-run');
    await resultsOf('rpc-batch-supported').and(page.locator('[data-verdict="fail"]')).first().click();
    const sheet = page.getByTestId('result-sheet');
    await sheet.getByTestId('frame').first().waitFor();
    expect(await sheet.getByTestId('frame').first().textContent()).toContain('"method":"ping"');
    expect(await sheet.getByTestId('repro').textContent()).toContain('mcp-lab test --only rpc-batch-supported');
    await keepScreenshot(page, '06-finding');
    await page.keyboard.press('Escape');
  });

  test('tests the same server by its Streamable HTTP URL', async () => {
    const everything = await startEverythingHttp();
    servers.push(everything);
    await addByUrl('everything over HTTP', everything.url);
    await runConformance();
    await page.getByText('Streamable HTTP').first().waitFor();
    await keepScreenshot(page, '07-run-http');
  });

  test('recognises a dual-era server and tests both eras', async () => {
    const dual = await startSdkHttp(sdkHttpServerPath);
    servers.push(dual);
    await addByUrl('dual era', dual.url);
    await runConformance();
    for (const checkId of ['discover-implemented', 'init-result-shape']) await resultsOf(checkId).first().waitFor();
    await keepScreenshot(page, '08-run-dual-era');
  });

  test('imports nine of ten entries of a config file and is told why the tenth is not', async () => {
    const good = Array.from({ length: 9 }, (_, index) => [`good-${index}`, { command: 'node', args: [`${index}.js`] }]);
    const config = JSON.stringify({ mcpServers: { ...Object.fromEntries(good), broken: { args: ['no command'] } } });
    await openAddServer('Paste a config');
    const dialog = page.getByTestId('add-server-dialog');
    await dialog.getByRole('textbox').first().fill(config);
    const preview = dialog.getByTestId('import-preview');
    await dialog.getByRole('button', { name: 'Preview' }).click();
    await preview.getByText('broken').waitFor();
    await keepScreenshot(page, '09-import');
    await dialog.getByRole('button', { name: /(Import|Add) 9/ }).click();
    await page.getByText('good-8').first().waitFor();
  });

  test('the dashboard shows all of it live, dark and light, wide and narrow', async () => {
    await page.goto(lab.webUrl);
    await page.getByTestId('stats-grid').waitFor();
    await page
      .getByText(/^live$/i)
      .first()
      .waitFor();
    for (const scheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: scheme });
      await page.setViewportSize({ width: 1440, height: 900 });
      await keepScreenshot(page, `10-dashboard-${scheme}`);
      await page.setViewportSize({ width: 390, height: 844 });
      await keepScreenshot(page, `11-dashboard-${scheme}-narrow`);
    }
    await page.setViewportSize({ width: 1440, height: 900 });
  });

  test('signs out and in again', async () => {
    await page
      .getByRole('button', { name: /Ada|account|user menu/i })
      .first()
      .click();
    await page.getByRole('menuitem', { name: /Sign out/ }).click();
    await page.getByTestId('login-form').waitFor();
    await page.getByLabel('Email').fill('ada@example.com');
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.getByRole('button', { name: /Sign in/ }).click();
    await page.getByTestId('stats-grid').waitFor();
  });

  test('nothing secret is in web storage, and no page had a script error', async () => {
    const stored = await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }));
    expect(stored).not.toMatch(/eyJ|token/i);
    // A browser without a session is told so once; that answer is the only one that may be an error.
    expect(errors.filter((error) => !/status of 401/.test(error))).toEqual([]);
  });

  test('the documentation lists every endpoint', async () => {
    const answer = await fetch(`${lab.apiUrl}/openapi.json`);
    const document = (await answer.json()) as { openapi: string; paths: Record<string, Record<string, unknown>> };
    const operations = Object.values(document.paths).flatMap((path) => Object.keys(path));
    expect(document.openapi).toMatch(/^3\.1/);
    expect(operations.length).toBe(Object.keys(endpoints).length);
    const docs = await browser.newPage();
    await docs.goto(`${lab.apiUrl}/docs`);
    await docs.getByText('Alive: the process answers').first().waitFor();
    await keepScreenshot(docs, '12-docs');
    await docs.close();
  });
});
