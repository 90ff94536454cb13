import type { Locator } from '@playwright/test';
import type { BrowserUser } from './browser.ts';

/** Presses a key until the target has the focus. */
export const moveFocusTo = async (
  { page }: BrowserUser,
  target: Locator,
  by: 'Tab' | 'Shift+Tab' = 'Tab',
  pressesMax = 80,
): Promise<void> => {
  for (let presses = 0; presses < pressesMax; presses += 1) {
    await page.keyboard.press(by);
    if (await target.evaluateAll((elements) => elements.some((element) => element === document.activeElement))) return;
  }
  throw new Error(`${pressesMax} × ${by} did not lead to ${target}`);
};
