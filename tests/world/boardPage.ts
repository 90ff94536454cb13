import { expect, type Locator } from '@playwright/test';
import type { BrowserUser } from './browser.ts';
import { message } from './messages.ts';

/** Actions on an open board, by the names that people see or hear. */

type Kind = 'note' | 'challenge' | 'offer' | 'consortium' | 'concept';

/** The panel beside the board, or on a phone the sheet over it. */
export const panel = ({ page }: BrowserUser, kind: Kind): Locator =>
  page.getByRole('region', { name: message(`pages_panel_${kind}`), exact: true });

export const card = ({ page }: BrowserUser, title: string | RegExp): Locator =>
  page.locator('[data-card]').and(page.getByRole('group', { name: title }));

const canvas = ({ page }: BrowserUser): Locator => page.getByRole('region', { name: message('board_canvas') });

const rail = ({ page }: BrowserUser): Locator => page.getByRole('toolbar', { name: message('board_tools') });

/** Waits until the board is loaded, from the server or from this browser. */
export const waitForBoard = async (...people: readonly BrowserUser[]): Promise<void> => {
  for (const person of people) await expect(canvas(person)).toBeVisible();
};

/** The status shown: `connected`, `offline`, `saving` or `saved`. */
export const status = ({ page }: BrowserUser, word: string): Locator =>
  page.getByRole('button', { name: new RegExp(`^${message(`pages_status_${word}`)}\\. `) });

/** Opens the facilitator's invitation, and reads its code. */
export const readJoinCode = async ({ page }: BrowserUser): Promise<string> => {
  await page.getByRole('button', { name: message('pages_share'), exact: true }).click();
  const dialog = page.getByRole('dialog');
  const link = dialog.getByRole('link', { name: /\/join\// });
  const code = /\/join\/(\w+)/.exec((await link.textContent()) ?? '')?.[1] ?? '';
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  return code;
};

/** A point on the canvas, as fractions of its width and height. */
interface Spot {
  readonly across: number;
  readonly down: number;
}

const pressCanvas = async (person: BrowserUser, { across, down }: Spot): Promise<void> => {
  const box = await canvas(person).boundingBox();
  if (!box) throw new Error('There is no canvas to press');
  await person.page.mouse.click(box.x + box.width * across, box.y + box.height * down);
};

/** Creates a note with the note tool, writes it, and keeps the focus in it. */
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

/** The text field of the note that is being edited. */
export const noteField = ({ page }: BrowserUser): Locator =>
  page.getByRole('textbox', { name: message('board_note_text') });

/** Types at the end of another person's note. */
export const addToNote = async (person: BrowserUser, note: string | RegExp, text: string): Promise<void> => {
  await card(person, note).click();
  await person.page.keyboard.press('Enter');
  await expect(noteField(person)).toBeFocused();
  await person.page.keyboard.press('Control+End');
  await person.page.keyboard.type(text);
};

/** Creates a challenge with a need on the board, as a member of a city. */
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

/** Opens a card's panel from the canvas. */
export const openCard = async (person: BrowserUser, title: string, kind: Kind): Promise<void> => {
  await card(person, title).getByText(title, { exact: true }).click();
  await expect(panel(person, kind)).toBeVisible();
};

/** From a challenge's panel to that of its consortium. */
export const openConsortium = async (person: BrowserUser, name: string): Promise<void> => {
  await panel(person, 'challenge').getByRole('button', { name }).click();
  await expect(panel(person, 'consortium')).toBeVisible();
};

/** Founds a consortium from a challenge's panel; the consortium's panel opens. */
export const foundConsortium = async (person: BrowserUser, name: string, company: string): Promise<void> => {
  const beside = panel(person, 'challenge');
  await beside.getByLabel(message('consortia_found_name')).fill(name);
  await beside.getByRole('button', { name: message('consortia_found', { company }) }).click();
  await expect(panel(person, 'consortium')).toBeVisible();
};

/** A button of a seat in the consortium's panel. */
export const seatButton = (person: BrowserUser, need: string, key: string, company = ''): Locator =>
  panel(person, 'consortium').getByRole('button', {
    name: message('consortia_spoken_about', { button: message(key, { company }), need }),
  });

/** `need` is its name: its title, or that of its capability. */
export const takeSeat = async (person: BrowserUser, need: string, company: string): Promise<void> => {
  await seatButton(person, need, 'consortia_take_for', company).click();
  await expect(seatButton(person, need, 'consortia_leave')).toBeVisible();
};

/** Claims a seat of a consortium that another company leads. */
export const claimSeat = async (person: BrowserUser, need: string, company: string): Promise<void> => {
  await seatButton(person, need, 'consortia_claim_for', company).click();
  await expect(seatButton(person, need, 'consortia_claim_leave')).toBeVisible();
};

/** Agrees to a company's claim, as the lead, in the consortium's panel. */
export const acceptClaim = async (lead: BrowserUser, need: string, company: string): Promise<void> => {
  const button = seatButton(lead, need, 'consortia_agree_to', company);
  await button.click();
  await expect(button).toBeHidden();
};

/** Becomes an alternate for a seat of another company. */
export const waitForSeat = async (person: BrowserUser, need: string, company: string): Promise<void> => {
  await seatButton(person, need, 'consortia_standby_for', company).click();
  await expect(seatButton(person, need, 'consortia_waiting_leave')).toBeVisible();
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

/** Starts the agenda's first step, as the facilitator; returns its title. */
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

/** Sets the edit policy of the agenda's first step, as the facilitator, and starts it. */
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

/** Drags a card by its lower edge, where it has no text. */
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

/** The coverage that the ring on a challenge's card shows. */
export const coverage = (person: BrowserUser, title: string, covered: number, of: number): Locator =>
  card(person, title).getByRole('img', {
    name: message('common_coverage_words', { count: of, covered, percent: Math.round((covered / of) * 100) }),
  });

/** Expects that all of them see the same time left. */
export const expectSameTimer = async (...people: readonly BrowserUser[]): Promise<void> => {
  const faces = () =>
    Promise.all(people.map(({ page }) => page.getByRole('timer').first().textContent({ timeout: 5_000 })));
  // Read during a tick, one may be a second ahead: it is tried a few times.
  await expect.poll(async () => new Set(await faces()).size, { intervals: [100, 230, 370] }).toBe(1);
};
