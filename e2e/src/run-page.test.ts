// What somebody does with the results of a run: filter, look at frames over time, compare, export; and call a tool by hand.
import { readFileSync } from 'node:fs';
import { createLabClient, type LabClient, runOptionsSchema, type Server } from '@mcp-lab/contracts';
import { bareServerPath } from '@mcp-lab/fixtures';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { keepAllLooks } from './all-looks.ts';
import { keepScreenshot, startBrowser, watchForErrors } from './browser.ts';
import { type Lab, startLab } from './lab.ts';
import { signUpAdmin } from './sign-up.ts';

const runTimeoutMs = 180_000;
const defect = 'init-instructions-type';
let lab: Lab;
let client: LabClient;
let browser: Browser;
let page: Page;
let errors: string[];
let server: Server;
let base: string;
let head: string;

beforeAll(async () => {
  lab = await startLab();
  browser = await startBrowser();
  page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  page.setDefaultTimeout(20_000);
  errors = watchForErrors(page);
  client = await signUpAdmin(lab, page);
  server = await client.createServer({
    body: { name: 'bare', kind: 'stdio', launch: launch('--defect', defect) },
  });
});

afterAll(async () => {
  await browser?.close();
  await lab?.stop();
});

function launch(...more: string[]) {
  return { command: process.execPath, args: [bareServerPath, 'stdio', ...more] };
}

async function run(): Promise<string> {
  const options = runOptionsSchema.parse({
    only: ['init-*', 'rpc-*', 'tools-*', 'logging-*', 'qa-survives-*', 'qa-token-cost'],
    inputs: { exclude: [{ check: 'logging-*', reason: 'this server logs to a file' }] },
  });
  const { id } = await client.runTest({ body: { serverId: server.id, options } });
  await expect
    .poll(async () => (await client.getRun({ params: { id } })).status, { timeout: runTimeoutMs, interval: 500 })
    .toBe('completed');
  return id;
}

const rows = () => page.getByTestId('result-row');
const query = () => new URL(page.url()).searchParams;

describe('the page of a run', () => {
  test('has something to show: a run of a server with a defect, and one of the same without it', async () => {
    base = await run();
    await client.updateServer({ params: { id: server.id }, body: { launch: { ...launch(), cwd: null } } });
    head = await run();
  }, 400_000);

  test('shows quality apart from conformance', async () => {
    await page.goto(`${lab.webUrl}/runs/${base}`);
    await rows().first().waitFor();
    const order = await page.getByTestId('results-list').locator('[data-testid^="group-"]').allTextContents();
    expect(order[0]).toContain('Conformance');
    expect(order.at(-1)).toContain('Quality');
    await keepAllLooks(page, '20-run-results');
  });

  test('keeps its filters in the URL, where they can be shared and come back', async () => {
    const all = await rows().count();
    await page.getByTestId('count-fail').click();
    await expect.poll(() => query().get('verdict')).toBe('fail');
    await page.getByRole('combobox', { name: 'Area' }).click();
    await page.getByRole('option', { name: 'Lifecycle' }).click();
    await expect.poll(() => query().get('area')).toBe('lifecycle');
    // Each filter is drawn by itself: fewer rows alone could be those of the verdict only.
    await expect.poll(() => rows().first().getAttribute('data-check-id')).toBe(defect);
    expect(await rows().count()).toBeLessThan(all);
    const shown = await rows().count();
    await page.reload();
    await rows().first().waitFor();
    expect(await rows().count()).toBe(shown);
    await page.goto(`${lab.webUrl}/runs/${base}?group=quality`);
    await rows().first().waitFor();
    const ids = await rows().evaluateAll((list) => list.map((row) => row.getAttribute('data-check-id') ?? ''));
    expect(ids.every((id) => id.startsWith('qa-'))).toBe(true);
    await page.goto(`${lab.webUrl}/runs/${base}?level=SHOULD&text=no+such+words`);
    await page.getByText('No result matches').waitFor();
  });

  test('a result says what was expected, what came, how to mend it and how to do it again', async () => {
    await page.goto(`${lab.webUrl}/runs/${base}?verdict=fail`);
    await rows()
      .and(page.locator(`[data-check-id="${defect}"]`))
      .first()
      .click();
    const sheet = page.getByTestId('result-sheet');
    for (const title of ['Expected', 'What came', 'How to fix it', 'Do it again']) {
      await sheet.getByRole('heading', { name: title }).waitFor();
    }
    expect(await sheet.getByRole('link', { name: /opens in a new tab/ }).getAttribute('href')).toMatch(/^https:/);
    const frame = sheet.getByTestId('frame').first();
    await frame.waitFor();
    await sheet.getByRole('radio', { name: 'Tree' }).click();
    await frame.getByText('jsonrpc').waitFor();
    await sheet.getByRole('radio', { name: 'Hex' }).click();
    await frame.getByText('00000000').waitFor();
    await keepAllLooks(page, '21-result');
    await sheet.getByRole('link', { name: 'In the timeline' }).click();
    await page.getByTestId('frame-panel').waitFor();
    expect(query().get('view')).toBe('timeline');
  });

  test('lists what was not run, with the reason of the user', async () => {
    await page.goto(`${lab.webUrl}/runs/${base}?view=not-run`);
    const list = page.getByTestId('not-run');
    await list.getByText('this server logs to a file').first().waitFor();
    await list.locator('[data-why="not-selected"]').waitFor();
    await keepAllLooks(page, '22-not-run');
  });
});

describe('the timeline', () => {
  const canvas = () => page.getByTestId('timeline-canvas');
  const spanNs = async () =>
    Number(await canvas().getAttribute('data-end-ns')) - Number(await canvas().getAttribute('data-start-ns'));
  const chosen = async () => Number(await page.getByTestId('frame-panel').getAttribute('data-seq'));

  test('zooms by buttons, wheel, keys and by dragging in the strip', async () => {
    await page.goto(`${lab.webUrl}/runs/${base}?view=timeline`);
    await canvas().waitFor();
    const whole = await spanNs();
    await keepAllLooks(page, '23-timeline');
    await page.getByRole('button', { name: 'Zoom in' }).click();
    await expect.poll(spanNs).toBeLessThan(whole * 0.6);
    const box = await canvas().boundingBox();
    await page.mouse.move((box?.x ?? 0) + (box?.width ?? 0) * 0.6, (box?.y ?? 0) + 120);
    await page.keyboard.down('Control');
    await page.mouse.wheel(0, -300);
    await page.keyboard.up('Control');
    await expect.poll(spanNs).toBeLessThan(whole * 0.4);
    await page.getByRole('button', { name: 'Show the whole run' }).click();
    await expect.poll(spanNs).toBe(whole);
    const strip = await page.getByTestId('timeline-overview').boundingBox();
    const y = (strip?.y ?? 0) + 10;
    await page.mouse.move((strip?.x ?? 0) + (strip?.width ?? 0) * 0.2, y);
    await page.mouse.down();
    await page.mouse.move((strip?.x ?? 0) + (strip?.width ?? 0) * 0.4, y, { steps: 4 });
    await page.mouse.up();
    await expect.poll(async () => Math.round(((await spanNs()) / whole) * 10)).toBe(2);
    await canvas().focus();
    await page.keyboard.press('0');
    await expect.poll(spanNs).toBe(whole);
  });

  test('goes from frame to frame and from a request to its answer by key, and shows what they hold', async () => {
    await canvas().focus();
    await page.keyboard.press('Home');
    await page.getByTestId('frame-panel').waitFor();
    const first = await chosen();
    await page.keyboard.press('ArrowRight');
    await expect.poll(chosen).not.toBe(first);
    const answer = page.getByRole('button', { name: 'To its answer' });
    for (let steps = 0; steps < 60 && !(await answer.isVisible()); steps++) await page.keyboard.press('ArrowRight');
    const request = await chosen();
    expect(query().get('frame')).toBe(String(request));
    await page.keyboard.press('Enter');
    await expect.poll(chosen).not.toBe(request);
    await page.getByRole('button', { name: 'To its request' }).waitFor();
    await page.getByTestId('frame-panel').getByText('"result"').first().waitFor();
    await page.keyboard.press('+');
    await page.keyboard.press('+');
    await keepAllLooks(page, '24-timeline-frame');
    await page.reload();
    await page.getByTestId('frame-panel').waitFor();
  });

  test('a click on a bar chooses its frame', async () => {
    const before = await chosen();
    const box = await canvas().boundingBox();
    const [left, top] = [box?.x ?? 0, box?.y ?? 0];
    // The chosen bar is in view; so are others on lanes around it.
    for (let row = 0; row < 18 && (await chosen()) === before; row++) {
      for (let share = 0.3; share < 1 && (await chosen()) === before; share += 0.02) {
        await page.mouse.click(left + (box?.width ?? 0) * share, top + 36 + row * 22);
      }
    }
    expect(await chosen()).not.toBe(before);
  });
});

describe('two runs', () => {
  test('are compared, with the run before to choose', async () => {
    await page.goto(`${lab.webUrl}/runs/${head}`);
    await page.getByRole('link', { name: 'Compare' }).click();
    await page.getByText('Choose two runs').waitFor();
    await page.getByRole('combobox', { name: /Base/ }).click();
    await page.getByRole('option').last().click();
    await page.getByTestId('comparison').waitFor();
    expect(query().get('base')).toBe(base);
    const fixed = page
      .getByTestId('change')
      .and(page.locator(`[data-check-id="${defect}"]`))
      .first();
    await fixed.waitFor();
    expect(await page.getByTestId('compared-fixed').textContent()).toMatch(/[1-9]/);
    await keepAllLooks(page, '25-compare');
    await page.getByRole('button', { name: 'Swap the two runs' }).click();
    await expect.poll(() => page.getByTestId('compared-regressed').textContent()).toMatch(/[1-9]/);
    await fixed.getByRole('link').first().click();
    await page.getByTestId('result-sheet').waitFor();
  });

  test('each is exported in every format', async () => {
    await page.goto(`${lab.webUrl}/runs/${head}`);
    for (const [label, start] of [
      ['HTML', '<!doctype html>'],
      ['JSON', '{'],
      ['JUnit', '<?xml'],
      ['SARIF', '{'],
      ['Markdown', '#'],
      ['CSV', ''],
    ] as const) {
      await page.getByRole('button', { name: 'Export' }).click();
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('menuitem', { name: new RegExp(`^${label}`) }).click(),
      ]);
      expect(download.suggestedFilename()).toMatch(/^run-bare-[\w-]+\.(html|json|xml|sarif|md|csv)$/);
      const content = readFileSync(await download.path(), 'utf8');
      expect(content.length).toBeGreaterThan(200);
      expect(content.trimStart().toLowerCase().startsWith(start.toLowerCase()), label).toBe(true);
    }
    await page.getByRole('button', { name: 'Export' }).click();
    await keepScreenshot(page, '26-export');
    const pdf = client.exportRun({ params: { id: head }, query: { format: 'pdf' } });
    await expect(pdf).rejects.toMatchObject({ code: 'not-offered' });
    await page.keyboard.press('Escape');
  });
});

describe('a server', () => {
  test('is called by hand, with a form made from its schema or with JSON', async () => {
    // Nobody has looked at it yet: one call shows the lab what it offers.
    await client.callServer({
      params: { id: server.id },
      body: { kind: 'tool', name: 'add', arguments: { a: 1, b: 1 } },
    });
    await page.goto(`${lab.webUrl}/servers/${server.id}?tab=playground&subject=add`);
    const form = page.getByRole('form', { name: 'Call add' });
    await form.getByLabel('a', { exact: true }).fill('20');
    await form.getByLabel('b', { exact: true }).fill('22');
    await form.getByRole('button', { name: 'Call' }).click();
    const answer = page.getByTestId('call-answer');
    await answer.waitFor({ timeout: 60_000 });
    expect(await answer.getAttribute('data-outcome')).toBe('ok');
    await answer.getByText('42').first().waitFor();
    expect(await answer.getByTestId('frame').count()).toBeGreaterThanOrEqual(2);
    await keepAllLooks(page, '27-playground');
    await form.getByRole('radio', { name: 'JSON' }).click();
    await form.getByLabel('As JSON').fill('{"a": "no number"');
    await form.getByRole('button', { name: 'Call' }).click();
    await form.getByText('This is no JSON.').waitFor();
    await form.getByLabel('As JSON').fill('{"a": "no number"}');
    await form.getByRole('button', { name: 'Call' }).click();
    await page.locator('[data-testid="call-answer"]:not([data-outcome="ok"])').waitFor({ timeout: 60_000 });
  });

  test('shows what changed since its surface was accepted', async () => {
    await page.goto(`${lab.webUrl}/servers/${server.id}?tab=drift`);
    await page.getByRole('button', { name: 'Accept what it offers now' }).click();
    await page.getByText('the newest look is accepted').waitFor();
    await client.updateServer({
      params: { id: server.id },
      body: { launch: { ...launch('--without', 'prompts'), cwd: null } },
    });
    await client.callServer({
      params: { id: server.id },
      body: { kind: 'tool', name: 'add', arguments: { a: 1, b: 1 } },
    });
    await page.reload();
    await page.locator('[data-testid="drift-change"][data-class="breaking"]').first().waitFor();
    await keepAllLooks(page, '28-drift');
  });

  test('the catalogue and the format of suite files are published', async () => {
    const { items } = await client.listChecks();
    expect(items.find(({ id }) => id === defect)).toMatchObject({ area: 'lifecycle', group: 'conformance' });
    const schema = await createLabClient({ baseUrl: lab.apiUrl }).getSuiteFileSchema();
    expect(schema.$schema).toContain('json-schema.org');
  });

  test('no page had a script error', () => {
    // A browser without a session is told so once; that answer is the only one that may be an error.
    expect(errors.filter((error) => !/status of 401/.test(error))).toEqual([]);
  });
});
