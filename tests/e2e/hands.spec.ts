import type { Locator } from '@playwright/test';
import type { Onlooker } from '../world/browser.ts';
import { boardIsOpen, card, readsCode, writesNote } from '../world/onBoard.ts';
import { type RunningServer, startServer } from '../world/server.ts';
import { expect, type Sits, test } from '../world/test.ts';
import { words } from '../world/words.ts';

/*
 * The mouse's own presses and moves, as the browser makes them of a hand: a native text selection or
 * drag takes the pointer away from the board in the middle of a gesture, and only real events show that.
 */

let server: RunningServer;
test.beforeAll(async () => {
  server = await startServer();
});
test.afterAll(() => server.stop());

interface Point {
  readonly x: number;
  readonly y: number;
}

const titles = { first: /Shade/, second: /Water/, third: /Benches/ } as const;

/** A board with three notes beside one another, as its host sees it and as a guest does. */
const boardWithNotes = async (sits: Sits): Promise<{ host: Onlooker; guest: Onlooker }> => {
  const host = await sits(server.url);
  await host.registers({ kind: 'host', name: 'Ida' });
  await host.createsWorkshop('Cool streets');
  await boardIsOpen(host);
  const guest = await sits(server.url);
  await guest.joinsAsGuest(await readsCode(host), { kind: 'city', name: 'Maja', of: 'Malmö' });
  await boardIsOpen(guest);
  await writesNote(host, 'Shade', { across: 0.3, down: 0.35 });
  await host.page.keyboard.press('Escape');
  await writesNote(host, 'Water', { across: 0.5, down: 0.35 });
  await host.page.keyboard.press('Escape');
  await writesNote(host, 'Benches', { across: 0.7, down: 0.7 });
  await host.page.keyboard.press('Escape');
  for (const title of Object.values(titles)) await expect(card(guest, title)).toBeVisible();
  // A click on paper: nothing is chosen any more.
  await clicks(host, await onCanvas(host, { x: 0.15, y: 0.75 }));
  await expect(chosen(host)).toHaveCount(0);
  return { host, guest };
};

const canvas = ({ page }: Onlooker): Locator => page.locator('[data-canvas]');

/** Cards with the mark of being chosen, as a screen reader says it. */
const chosen = ({ page }: Onlooker): Locator =>
  page
    .locator('[data-card]')
    .and(page.getByRole('group', { name: new RegExp(`${words('board_selected').replaceAll('.', '\\.')}$`) }));

const boxOf = async (of: Locator) => {
  const box = await of.boundingBox();
  if (!box) throw new Error('It has no place on the screen');
  return box;
};

/** A point of the canvas, from shares of its width and height. */
const onCanvas = async (person: Onlooker, share: Point): Promise<Point> => {
  const box = await boxOf(canvas(person));
  return { x: box.x + box.width * share.x, y: box.y + box.height * share.y };
};

/** The middle of a card, where its text lies. */
const middleOf = async (person: Onlooker, title: RegExp): Promise<Point> => {
  const box = await boxOf(card(person, title));
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
};

const clicks = async ({ page }: Onlooker, at: Point): Promise<void> => page.mouse.click(at.x, at.y);

const dragsFrom = async ({ page }: Onlooker, from: Point, to: Point): Promise<void> => {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(to.x, to.y, { steps: 10 });
  await page.mouse.up();
};

/** Drags a card by its middle. */
const dragsCard = async (person: Onlooker, title: RegExp, by: Point): Promise<void> => {
  const from = await middleOf(person, title);
  await dragsFrom(person, from, { x: from.x + by.x, y: from.y + by.y });
};

/** Where the cards lie on the board, whatever part of it the screen shows: the numbers that the document holds. */
const positions = async (person: Onlooker): Promise<Record<keyof typeof titles, Point>> => {
  const positionOf = (title: RegExp): Promise<Point> =>
    card(person, title).evaluate((element) => {
      const { e, f } = new DOMMatrix(getComputedStyle(element).transform);
      return { x: Math.round(e), y: Math.round(f) };
    });
  return {
    first: await positionOf(titles.first),
    second: await positionOf(titles.second),
    third: await positionOf(titles.third),
  };
};

type Moves = Partial<Record<keyof typeof titles, Point>>;

/** Does something, and sees who moved by how many pixels of the screen; what is not named stayed where it was. */
const moves = async (people: { host: Onlooker; guest: Onlooker }, does: () => Promise<void>, by: Moves) => {
  const before = await positions(people.host);
  const { width } = await boxOf(card(people.host, titles.first));
  const unscaled = await card(people.host, titles.first).evaluate((element) => getComputedStyle(element).width);
  const zoom = width / Number.parseFloat(unscaled);
  await does();
  const wanted = Object.fromEntries(
    Object.entries(before).map(([name, { x, y }]) => {
      const moved = by[name as keyof typeof titles] ?? { x: 0, y: 0 };
      return [name, { x: Math.round(x + moved.x / zoom), y: Math.round(y + moved.y / zoom) }];
    }),
  );
  for (const person of [people.host, people.guest]) {
    await expect.poll(() => positions(person), { timeout: 5_000 }).toEqual(wanted);
  }
};

test('what a marquee has chosen is dragged, clicked beside, clicked, and dragged again', async ({ sits }) => {
  const people = await boardWithNotes(sits);
  const { host } = people;
  const marquee = async () => {
    // Across texts, as people draw it: what lies between must not become a selection of text.
    await dragsFrom(host, await onCanvas(host, { x: 0.12, y: 0.08 }), await onCanvas(host, { x: 0.62, y: 0.58 }));
    await expect(chosen(host)).toHaveCount(2);
  };

  await marquee();
  const by = { x: 60, y: 40 };
  await moves(people, () => dragsCard(host, titles.first, by), { first: by, second: by });
  await expect(chosen(host)).toHaveCount(2);

  await test.step('a click on paper, then another marquee', async () => {
    await clicks(host, await onCanvas(host, { x: 0.15, y: 0.75 }));
    await expect(chosen(host)).toHaveCount(0);
    await marquee();
    const back = { x: -40, y: -20 };
    await moves(people, () => dragsCard(host, titles.second, back), { first: back, second: back });
  });

  await test.step('a click on one of them, which alone is dragged then', async () => {
    await clicks(host, await middleOf(host, titles.first));
    await expect(chosen(host)).toHaveCount(1);
    const down = { x: 20, y: 90 };
    await moves(people, () => dragsCard(host, titles.first, down), { first: down });
    const up = { x: -30, y: -90 };
    await moves(people, () => dragsCard(host, titles.first, up), { first: up });
  });
});

test('Ctrl+A with the focus in the top bar takes no press away from the board', async ({ sits }) => {
  const people = await boardWithNotes(sits);
  const { host } = people;
  await host.page.getByRole('link', { name: words('pages_menu_leave') }).focus();
  await host.page.keyboard.press('Control+a');

  const by = { x: 50, y: 70 };
  await moves(people, () => dragsCard(host, titles.second, by), { second: by });
  await moves(people, () => dragsCard(host, titles.third, { x: -80, y: -50 }), { third: { x: -80, y: -50 } });
});

test('a drag that begins on a bar and ends on the board selects no text, nor takes the next press', async ({
  sits,
}) => {
  const people = await boardWithNotes(sits);
  const { host } = people;
  const selectedText = () => host.page.evaluate(() => getSelection()?.toString() ?? '');
  const bars = [
    host.page.getByRole('region', { name: words('facilitation_bar') }),
    host.page.getByRole('region', { name: words('facilitation_running_step') }),
    host.page.getByRole('heading', { name: 'Cool streets' }),
  ];
  for (const [index, bar] of bars.entries()) {
    const box = await boxOf(bar);
    // In the corner, where a bar holds no button.
    await dragsFrom(host, { x: box.x + 3, y: box.y + box.height / 2 }, await onCanvas(host, { x: 0.8, y: 0.4 }));
    expect(await selectedText()).toBe('');
    const by = { x: 30, y: index === 1 ? -40 : 40 };
    await moves(people, () => dragsCard(host, titles.second, by), { second: by });
  }
});

test('text beside the board can be selected as before, and a press on the board lets go of it', async ({ sits }) => {
  const people = await boardWithNotes(sits);
  const { host } = people;
  const selectedText = () => host.page.evaluate(() => getSelection()?.toString() ?? '');
  await host.page.locator('[data-tray-button]').click();
  const title = host.page.locator('[data-panel]').getByRole('heading').first();
  const box = await boxOf(title);
  await dragsFrom(host, { x: box.x + 1, y: box.y + box.height / 2 }, { x: box.x + box.width - 1, y: box.y + 10 });
  expect(await selectedText()).not.toBe('');

  await moves(people, () => dragsCard(host, titles.first, { x: 20, y: 50 }), { first: { x: 20, y: 50 } });
  expect(await selectedText()).toBe('');

  await test.step('a note’s own text, while one types it', async () => {
    const field = host.page.getByRole('textbox', { name: words('board_note_text') });
    const at = await middleOf(host, titles.second);
    await host.page.mouse.dblclick(at.x, at.y);
    await expect(field).toBeFocused();
    await host.page.keyboard.press('Control+a');
    await host.page.keyboard.type('Wells and Water');
    await expect(card(people.guest, /Wells and Water/)).toBeVisible();
  });
});
