import { expect, type Locator } from '@playwright/test';
import type { BrowserUser } from './browser.ts';
import { message } from './messages.ts';

/** What people do at an open board, by the names that they see or hear. */

type Kind = 'note' | 'challenge' | 'offer' | 'consortium' | 'concept';

/** The panel beside the board, or on a phone the sheet over it. */
export const panel = ({ page }: BrowserUser, kind: Kind): Locator =>
  page.getByRole('region', { name: message(`pages_panel_${kind}`), exact: true });

export const card = ({ page }: BrowserUser, title: string | RegExp): Locator =>
  page.locator('[data-card]').and(page.getByRole('group', { name: title }));

const canvas = ({ page }: BrowserUser): Locator => page.getByRole('region', { name: message('board_canvas') });

const rail = ({ page }: BrowserUser): Locator => page.getByRole('toolbar', { name: message('board_tools') });

/** The board has come, from the server or from this browser. */
export const waitForBoard = async (...people: readonly BrowserUser[]): Promise<void> => {
  for (const person of people) await expect(canvas(person)).toBeVisible();
};

/** The word that the status says: `connected`, `offline`, `saving`, `saved`. */
export const status = ({ page }: BrowserUser, word: string): Locator =>
  page.getByRole('button', { name: new RegExp(`^${message(`pages_status_${word}`)}\\. `) });

/** Opens what the facilitator shares, and reads the code as one would read it aloud. */
export const readJoinCode = async ({ page }: BrowserUser): Promise<string> => {
  await page.getByRole('button', { name: message('pages_share'), exact: true }).click();
  const dialog = page.getByRole('dialog');
  const link = dialog.getByRole('link', { name: /\/join\// });
  const code = /\/join\/(\w+)/.exec((await link.textContent()) ?? '')?.[1] ?? '';
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  return code;
};

/** A place on the canvas, as shares of its width and height. */
interface Spot {
  readonly across: number;
  readonly down: number;
}

const pressCanvas = async (person: BrowserUser, { across, down }: Spot): Promise<void> => {
  const box = await canvas(person).boundingBox();
  if (!box) throw new Error('There is no canvas to press');
  await person.page.mouse.click(box.x + box.width * across, box.y + box.height * down);
};

/** Takes the tool for notes, writes one, and goes on standing in it. */
export const writeNote = async (
  person: BrowserUser,
  text: string,
  at: Spot = { across: 0.6, down: 0.5 },
): Promise<void> => {
  await rail(person)
    .getByRole('button', { name: message('board_tool_note') })
    .click();
  await pressCanvas(person, at);
  await expect(noteField(person)).toBeFocused();
  await person.page.keyboard.type(text);
};

/** The field that somebody writes in a note with. */
export const noteField = ({ page }: BrowserUser): Locator =>
  page.getByRole('textbox', { name: message('board_note_text') });

/** Goes on writing where another's note stops. */
export const addToNote = async (person: BrowserUser, note: string | RegExp, text: string): Promise<void> => {
  await card(person, note).click();
  await person.page.keyboard.press('Enter');
  await expect(noteField(person)).toBeFocused();
  await person.page.keyboard.press('Control+End');
  await person.page.keyboard.type(text);
};

/** A city's member puts a challenge on the board and names what it takes. */
export const createChallenge = async (
  person: BrowserUser,
  challenge: { readonly title: string; readonly sector: string; readonly needs: readonly string[] },
  at: Spot = { across: 0.35, down: 0.3 },
): Promise<void> => {
  const { page } = person;
  await rail(person)
    .getByRole('button', { name: message('board_tool_challenge') })
    .click();
  await pressCanvas(person, at);
  const dialog = page.getByRole('dialog', { name: message('board_new_challenge') });
  await dialog.getByLabel(message('board_challenge_title')).fill(challenge.title);
  await dialog
    .getByLabel(message('board_challenge_sector'))
    .selectOption({ label: message(`sector_${challenge.sector}`) });
  await dialog.getByRole('button', { name: message('board_put_challenge') }).click();
  const beside = panel(person, 'challenge');
  for (const need of challenge.needs) {
    await beside.getByRole('combobox', { name: message('board_need_add') }).fill(message(`capability_${need}`));
    await page.keyboard.press('Enter');
    await expect(beside.getByRole('listitem').filter({ hasText: message(`capability_${need}`) })).toBeVisible();
  }
};

/** Shows a card beside the board, as one finds it on the canvas. */
export const openCard = async (person: BrowserUser, title: string, kind: Kind): Promise<void> => {
  await card(person, title).getByText(title, { exact: true }).click();
  await expect(panel(person, kind)).toBeVisible();
};

/** From a challenge that lies open beside the board to its consortium. */
export const openConsortium = async (person: BrowserUser, name: string): Promise<void> => {
  await panel(person, 'challenge').getByRole('button', { name }).click();
  await expect(panel(person, 'consortium')).toBeVisible();
};

/** From a challenge that lies open beside the board to a consortium of one's own, which opens. */
export const foundConsortium = async (person: BrowserUser, name: string, company: string): Promise<void> => {
  const beside = panel(person, 'challenge');
  await beside.getByLabel(message('consortia_found_name')).fill(name);
  await beside.getByRole('button', { name: message('consortia_found', { company }) }).click();
  await expect(panel(person, 'consortium')).toBeVisible();
};

/** A button of a seat, at the consortium's panel. */
export const seatButton = (person: BrowserUser, need: string, key: string, company = ''): Locator =>
  panel(person, 'consortium').getByRole('button', {
    name: message('consortia_spoken_about', { button: message(key, { company }), need }),
  });

/** `need` by its name, in the city's words where it has some. */
export const takeSeat = async (person: BrowserUser, need: string, company: string): Promise<void> => {
  await seatButton(person, need, 'consortia_take_for', company).click();
  await expect(seatButton(person, need, 'consortia_leave')).toBeVisible();
};

/** Claims a seat of a consortium that another company leads. */
export const claimSeat = async (person: BrowserUser, need: string, company: string): Promise<void> => {
  await seatButton(person, need, 'consortia_claim_for', company).click();
  await expect(seatButton(person, need, 'consortia_claim_leave')).toBeVisible();
};

/** The lead, at the consortium's panel, says yes to a company. */
export const acceptClaim = async (lead: BrowserUser, need: string, company: string): Promise<void> => {
  const button = seatButton(lead, need, 'consortia_agree_to', company);
  await button.click();
  await expect(button).toBeHidden();
};

/** Waits in line for a seat that another company has. */
export const waitForSeat = async (person: BrowserUser, need: string, company: string): Promise<void> => {
  await seatButton(person, need, 'consortia_standby_for', company).click();
  await expect(seatButton(person, need, 'consortia_waiting_leave')).toBeVisible();
};

export const leaveSeat = async (person: BrowserUser, need: string, company: string): Promise<void> => {
  await seatButton(person, need, 'consortia_leave').click();
  await expect(seatButton(person, need, 'consortia_take_for', company)).toBeVisible();
};

export const commitMember = async (person: BrowserUser, company: string): Promise<void> => {
  await panel(person, 'consortium')
    .getByRole('button', { name: message('consortia_commit', { company }) })
    .click();
  await expect(
    panel(person, 'consortium')
      .getByRole('listitem')
      .filter({ hasText: company })
      .filter({ hasText: message('member_committed') })
      .last(),
  ).toBeVisible();
};

/** The facilitator starts the agenda's first step, whose timer runs for everybody; gives its title. */
export const startFirstStep = async ({ page }: BrowserUser): Promise<string> => {
  const bar = page.getByRole('region', { name: message('session_bar') });
  const first = bar
    .getByRole('list', { name: message('session_agenda') })
    .getByRole('button')
    .first();
  const title = (await first.getAttribute('title')) ?? '';
  await first.click();
  await bar.getByRole('button', { name: message('session_start_step', { title }) }).click();
  await expect(bar.getByRole('button', { name: message('session_step_runs', { title }) })).toBeVisible();
  return title;
};

/** The facilitator settles in the agenda what the first step takes from people, and starts it. */
export const startFirstStepWithPolicy = async (
  person: BrowserUser,
  writing: 'open' | 'notes' | 'closed',
): Promise<string> => {
  const { page } = person;
  await page.getByRole('button', { name: message('session_edit_agenda') }).click();
  const dialog = page.getByRole('dialog');
  const label = message(`session_writing_${writing}`);
  await dialog.getByLabel(message('session_step_writing', { number: 1 })).selectOption({ label });
  await dialog.getByRole('button', { name: message('session_save_agenda') }).click();
  await expect(dialog).toBeHidden();
  return startFirstStep(person);
};

export const endStep = async ({ page }: BrowserUser): Promise<void> => {
  await page.getByRole('button', { name: message('session_stop_step') }).click();
  await expect(page.getByText(message('session_no_step'), { exact: true })).toBeVisible();
};

/** Drags a card by its lower edge, where no words are. */
export const dragCard = async (
  person: BrowserUser,
  title: string | RegExp,
  by: { x: number; y: number },
): Promise<void> => {
  const box = await card(person, title).boundingBox();
  if (!box) throw new Error(`${title} has no place`);
  const { mouse } = person.page;
  await mouse.move(box.x + 30, box.y + box.height - 12);
  await mouse.down();
  await mouse.move(box.x + 30 + by.x, box.y + box.height - 12 + by.y, { steps: 8 });
  await mouse.up();
};

/** Coverage of a challenge as the ring on its card says it. */
export const coverage = (person: BrowserUser, title: string, covered: number, of: number): Locator =>
  card(person, title).getByRole('img', {
    name: message('common_coverage_words', { count: of, covered, percent: Math.round((covered / of) * 100) }),
  });

/** The clock reads the same for all of them, at one moment. */
export const expectSameTimer = async (...people: readonly BrowserUser[]): Promise<void> => {
  const faces = () =>
    Promise.all(people.map(({ page }) => page.getByRole('timer').first().textContent({ timeout: 5_000 })));
  // Read in the moment of a tick, one may be a second ahead: the same twice within a few tries is the same clock.
  await expect.poll(async () => new Set(await faces()).size, { intervals: [100, 230, 370] }).toBe(1);
};
