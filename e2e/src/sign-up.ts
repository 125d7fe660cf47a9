import { createLabClient, type LabClient } from '@mcp-lab/contracts';
import type { Page } from 'playwright-core';
import type { Lab } from './lab.ts';

const email = 'ada@example.com';
const password = 'a quiet morning by the sea';

/** Creates the admin on the setup page, as somebody does at the first start, and gives a client with his rights. */
export async function signUpAdmin(lab: Lab, page: Page): Promise<LabClient> {
  await page.goto(lab.setupUrl);
  await page.getByLabel('Your name').fill('Ada');
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Create the admin and sign in' }).click();
  await page.getByTestId('first-run').waitFor();
  const { accessToken } = await createLabClient({ baseUrl: lab.apiUrl }).login({ body: { email, password } });
  return createLabClient({ baseUrl: lab.apiUrl, accessToken: () => accessToken });
}
