import type { Page } from 'playwright-core';
import { keepScreenshot } from './browser.ts';

/** Pictures of the same page light and dark, wide and narrow. */
export async function keepAllLooks(page: Page, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width: 390, height: 844 });
    await keepScreenshot(page, `${name}-${colorScheme}-narrow`);
    await page.setViewportSize({ width: 1440, height: 900 });
    await keepScreenshot(page, `${name}-${colorScheme}`);
  }
  await page.emulateMedia({ colorScheme: 'light' });
}
