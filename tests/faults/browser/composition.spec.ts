import type { CDPSession } from '@playwright/test';
import { addToNote, card, noteField, waitForBoard, writeNote } from '../../world/boardPage.ts';
import { briefEditor } from '../../world/briefPage.ts';
import type { BrowserUser } from '../../world/browser.ts';
import { message } from '../../world/messages.ts';
import { startWorkshop } from '../../world/startWorkshop.ts';
import { expect, type OpenBrowser, test } from '../../world/test.ts';

const joinTwo = async (openBrowser: OpenBrowser, url: string) => {
  const { code } = await startWorkshop(openBrowser, url, 'Cool schoolyards');
  const [writer, other] = [await openBrowser(url), await openBrowser(url)];
  const workshop = await writer.joinOverHttp(code, { kind: 'city', name: 'Astrid', of: 'Malmö' });
  await other.joinOverHttp(code, { kind: 'city', name: 'Omar', of: 'Malmö' });
  return { writer, other, workshop };
};

/** The brief without the names at others' carets. */
const writtenIn = (person: BrowserUser): Promise<string> =>
  briefEditor(person).evaluate((editor) => {
    const copy = editor.cloneNode(true) as Element;
    copy.querySelectorAll('.others-caret').forEach((caret) => caret.remove());
    return copy.textContent ?? '';
  });

/** An input method, as the browser is told by the system. */
class InputMethod {
  readonly #browser: CDPSession;

  private constructor(browser: CDPSession) {
    this.#browser = browser;
  }

  static async of({ context, page }: BrowserUser): Promise<InputMethod> {
    return new InputMethod(await context.newCDPSession(page));
  }

  async compose(text: string): Promise<void> {
    await this.#browser.send('Input.imeSetComposition', {
      text,
      selectionStart: text.length,
      selectionEnd: text.length,
    });
  }

  async commit(text: string): Promise<void> {
    await this.#browser.send('Input.insertText', { text });
  }
}

test('P2: a word that is composed in a note is written once while another writes in the note', async ({
  sharedServer,
  openBrowser,
}) => {
  const { writer, other } = await joinTwo(openBrowser, sharedServer.url);
  await waitForBoard(writer, other);
  await writeNote(writer, 'Two');
  await expect(card(other, /Two/)).toBeVisible();
  const method = await InputMethod.of(writer);

  await method.compose('に');
  await addToNote(other, /Two/, '!');
  await method.compose('にほ');
  await method.commit('日本');

  await expect(noteField(writer)).toHaveValue(/^Two(日本!|!日本)$/);
  await expect(noteField(other)).toHaveValue(/^Two(日本!|!日本)$/);
});

test('P2: a word that is composed in a brief is written once while another writes at the same place', async ({
  sharedServer,
  openBrowser,
}) => {
  const { writer, other, workshop } = await joinTwo(openBrowser, sharedServer.url);
  await writer.goto(`/w/${workshop}/drafts`);
  await writer.page.getByLabel(message('city_drafts_new_title')).fill('Schoolyards that stay cool');
  await writer.page.getByRole('button', { name: message('city_drafts_new') }).click();
  await writer.page.waitForURL('**/drafts/*');
  await briefEditor(writer).click();
  await writer.page.keyboard.type('Two');
  await other.page.goto(writer.page.url());
  await briefEditor(other).click();
  await other.page.keyboard.press('Control+End');
  const method = await InputMethod.of(writer);

  await method.compose('に');
  await expect.poll(() => writtenIn(other)).toBe('Twoに');
  await other.page.keyboard.type('!');
  await expect.poll(() => writtenIn(other)).toContain('!');
  await method.compose('にほ');
  await method.commit('日本');

  for (const person of [writer, other]) await expect.poll(() => writtenIn(person)).toMatch(/^Two(日本!|!日本)$/);
  await writer.page.keyboard.type('.');
  for (const person of [writer, other]) await expect.poll(() => writtenIn(person)).toMatch(/^Two(日本\.!|!日本\.)$/);
});
