// Why a server does not connect, and cases of one's own: generated, mended, run.
import type { LabClient } from '@mcp-lab/contracts';
import { bareServerPath } from '@mcp-lab/fixtures';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { keepAllLooks } from './all-looks.ts';
import { startBrowser, watchForErrors } from './browser.ts';
import { type Lab, startLab } from './lab.ts';
import { signUpAdmin } from './sign-up.ts';

let lab: Lab;
let client: LabClient;
let browser: Browser;
let page: Page;
let errors: string[];

beforeAll(async () => {
  lab = await startLab();
  browser = await startBrowser();
  page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  page.setDefaultTimeout(30_000);
  errors = watchForErrors(page);
  client = await signUpAdmin(lab, page);
});

afterAll(async () => {
  await browser?.close();
  await lab?.stop();
});

const addServer = (name: string, command: string, args: string[]) =>
  client.createServer({ body: { name, kind: 'stdio', launch: { command, args } } });

describe('the doctor of a server', () => {
  test('names the first step that fails, and what to do', async () => {
    const { id } = await addServer('misspelt', 'nod', ['server.js']);
    await page.goto(`${lab.webUrl}/servers/${id}?tab=doctor`);
    await page.getByText('Nobody has looked yet').waitFor();
    await keepAllLooks(page, '30-doctor-empty');
    await page.getByRole('button', { name: 'Look now' }).click();
    const verdict = page.getByTestId('doctor-verdict');
    await verdict.getByText('It does not connect').waitFor({ timeout: 60_000 });
    expect(await verdict.textContent()).toMatch(/nod/);
    await keepAllLooks(page, '31-doctor-fails');
  }, 120_000);

  test('says so when a server connects', async () => {
    const { id } = await addServer('sound', process.execPath, [bareServerPath, 'stdio']);
    await page.goto(`${lab.webUrl}/servers/${id}?tab=doctor`);
    await page.getByRole('button', { name: 'Look now' }).click();
    await page.getByTestId('doctor-verdict').getByText('It connects').waitFor({ timeout: 60_000 });
    await keepAllLooks(page, '32-doctor-connects');
  }, 120_000);
});

describe('functional cases', () => {
  test('are generated from the server, and a mistake is told with its line', async () => {
    const { items } = await client.listServers({ query: { limit: 50 } });
    const server = items.find(({ name }) => name === 'sound');
    if (server === undefined) throw new Error('the server is not there');
    // Cases are made from what the lab has seen of it.
    const params = { id: server.id };
    await client.startServer({ params, body: {} });
    await expect.poll(async () => (await client.getServer({ params })).profile, { timeout: 60_000 }).not.toBeNull();
    const { id } = await client.createTest({
      body: { name: 'its work', kind: 'functional', serverId: server.id },
    });
    await page.goto(`${lab.webUrl}/tests/${id}`);
    const editor = page.getByLabel('Functional cases (YAML)');
    await editor.waitFor();
    await editor.fill('cases:\n  - name: adds\n    stepz: []\n');
    await page.getByRole('button', { name: 'Save cases' }).click();
    await page.getByTestId('cases-issues').getByText('line 3').waitFor();
    await keepAllLooks(page, '33-cases-mistake');
    await page.getByRole('button', { name: /generated cases|Generate from the server/ }).click();
    await expect.poll(() => editor.inputValue(), { timeout: 60_000 }).toContain('tool: add');
    await page.getByRole('button', { name: 'Save cases' }).click();
    await page.getByText('Saved').first().waitFor();
    await keepAllLooks(page, '34-cases');
    expect((await client.getTest({ params: { id } })).cases.length).toBeGreaterThan(5);
  }, 120_000);

  test('run, and their results stand on the page of the run', async () => {
    const { items } = await client.listTests({ query: { limit: 10 } });
    const { id } = await client.runTest({ body: { testId: items[0]?.id ?? '' } });
    await expect
      .poll(async () => (await client.getRun({ params: { id } })).status, { timeout: 120_000, interval: 500 })
      .toBe('completed');
    await page.goto(`${lab.webUrl}/runs/${id}`);
    await page.getByTestId('result-row').first().waitFor();
    expect((await client.getRun({ params: { id } })).outcome).toBe('passed');
    await keepAllLooks(page, '35-functional-run');
  }, 200_000);
});

test('no page had a script error', () => {
  expect(errors).toEqual([]);
});
