import { noteTextMax } from '@brygga/shared/document/cards/note';
import { richTextMax } from '@brygga/shared/document/cards/card';
import { briefEditor } from '../../world/briefPage.ts';
import { card, noteField, waitForBoard, writeNote } from '../../world/boardPage.ts';
import type { BrowserUser } from '../../world/browser.ts';
import { message } from '../../world/messages.ts';
import { startWorkshop } from '../../world/startWorkshop.ts';
import { expect, type OpenBrowser, test } from '../../world/test.ts';

const joinAsCity = async (
  openBrowser: OpenBrowser,
  url: string,
): Promise<BrowserUser & { readonly workshop: string }> => {
  const { code } = await startWorkshop(openBrowser, url, 'Cool schoolyards');
  const officer = await openBrowser(url);
  await officer.context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const workshop = await officer.joinOverHttp(code, { kind: 'city', name: 'Astrid', of: 'Malmö' });
  return Object.assign(officer, { workshop });
};

const paste = async ({ page }: BrowserUser, formats: Readonly<Record<string, string>>): Promise<void> => {
  await page.evaluate(async (written) => {
    const blobs = Object.entries(written).map(([type, text]) => [type, new Blob([text], { type })] as const);
    await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
  }, formats);
  await page.keyboard.press('Control+V');
};

const openDraft = async (officer: BrowserUser & { readonly workshop: string }): Promise<void> => {
  await officer.goto(`/w/${officer.workshop}/drafts`);
  await officer.page.getByLabel(message('city_drafts_new_title')).fill('Schoolyards that stay cool');
  await officer.page.getByRole('button', { name: message('city_drafts_new') }).click();
  await officer.page.waitForURL('**/drafts/*');
  await briefEditor(officer).click();
};

test('a paste beyond a note’s limit is refused whole, at the field, with limit and length', async ({
  sharedServer,
  openBrowser,
}) => {
  const officer = await joinAsCity(openBrowser, sharedServer.url);
  await waitForBoard(officer);
  await writeNote(officer, 'Shade ');
  await paste(officer, { 'text/plain': 'x'.repeat(noteTextMax) });

  const told = message('common_too_long', { length: noteTextMax + 6, max: noteTextMax });
  await expect(officer.page.getByRole('alert').filter({ hasText: told })).toBeAttached();
  await expect(officer.page.locator('.tooltip').filter({ hasText: told })).toBeVisible();
  await expect(noteField(officer)).toHaveValue('Shade ');
  await officer.page.keyboard.type('by June');
  await officer.page.keyboard.press('Escape');
  await expect(card(officer, /Shade by June/)).toBeVisible();
});

test('a paste beyond a brief’s limit is refused whole, at the field, and nothing is taken back later', async ({
  sharedServer,
  openBrowser,
}) => {
  const officer = await joinAsCity(openBrowser, sharedServer.url);
  await openDraft(officer);
  await officer.page.keyboard.type('Ours');
  await paste(officer, { 'text/plain': Array.from({ length: 70 }, () => 'x'.repeat(1_000)).join('\n') });

  await expect(officer.page.getByRole('alert')).toContainText(`${richTextMax}`);
  await expect(briefEditor(officer)).toHaveText('Ours');
  await officer.page.keyboard.type(', still');
  await expect(officer.page.getByRole('alert')).toBeHidden();
  await expect(briefEditor(officer)).toHaveText('Ours, still');
});

test('a paste from Word comes without its thousands of style rules', async ({ sharedServer, openBrowser }) => {
  const officer = await joinAsCity(openBrowser, sharedServer.url);
  await openDraft(officer);
  const rules = Array.from({ length: 4_000 }, (_, rule) => `p.Mso${rule} { margin: ${rule}px; color: #123456 }`);
  const rows = Array.from({ length: 400 }, (_, row) => `<p class="Mso${row}">Row ${row}</p>`);
  await paste(officer, {
    'text/html': `<html><head><style>${rules.join('\n')}</style></head><body>${rows.join('')}</body></html>`,
  });

  await expect(briefEditor(officer)).toContainText('Row 399');
  await expect(briefEditor(officer)).not.toContainText('margin');
});
