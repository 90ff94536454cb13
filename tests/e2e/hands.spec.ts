import { putCard } from '@brygga/shared/document/cards/index';
import { CardId, newId } from '@brygga/shared/ids';
import type { Locator } from '@playwright/test';
import { type CircleClient, openCircle } from '../fixtures/circleClient.ts';
import type { BrowserUser } from '../world/browser.ts';
import { waitForBoard, card } from '../world/boardPage.ts';
import { createWorkshop, register } from '../world/people.ts';
import { type RunningServer, startServer } from '../world/server.ts';
import { expect, type OpenBrowser, test } from '../world/test.ts';
import { message } from '../world/messages.ts';

/*
 * The mouse's own presses and moves, as the browser makes them of a hand: a native text selection or
 * drag takes the pointer away from the board in the middle of a gesture, and only real events show that.
 */

let server: RunningServer;
test.beforeAll(async () => {
  server = await startServer();
});
test.afterAll(() => server.stop());

let others: CircleClient[] = [];
test.afterEach(() => {
  for (const other of others) other.close();
  others = [];
});

interface Point {
  readonly x: number;
  readonly y: number;
}

const titles = { first: /Shade/, second: /Water/, third: /Benches/ } as const;
type Name = keyof typeof titles;

interface BoardWithNotes {
  /** Who has the mouse. */
  readonly host: BrowserUser;
  /** Where the notes lie on the board, as another client has it from the server. */
  positions(): Record<Name, Point>;
}

/** A board with two notes side by side and one below, to the right. */
const openBoardWithNotes = async (openBrowser: OpenBrowser): Promise<BoardWithNotes> => {
  const visitor = await register(server.url, { kind: 'host', name: 'Ida' });
  const workshop = await createWorkshop(visitor, 'Cool streets');
  const other = await openCircle({ ...visitor, name: workshop });
  others.push(other);
  const notes = {
    first: { id: newId(CardId), text: 'Shade', x: 0, y: 0 },
    second: { id: newId(CardId), text: 'Water', x: 280, y: 0 },
    third: { id: newId(CardId), text: 'Benches', x: 560, y: 300 },
  };
  for (const { id, ...note } of Object.values(notes)) {
    const rest = { w: 200, h: 160, order: 'a0', createdBy: visitor.id, createdAt: Date.now() };
    putCard(other.doc, id, { kind: 'note', colour: 'yellow', ...note, ...rest });
  }
  const host = await openBrowser(server.url);
  await host.signInAs(visitor);
  await host.goto(`/w/${workshop}`);
  await waitForBoard(host);
  for (const title of Object.values(titles)) await expect(card(host, title)).toBeVisible();

  const positionOf = (id: CardId): Point => {
    const written = Object(other.doc.getMap('cards').toJSON()[id]) as Point;
    return { x: Math.round(written.x), y: Math.round(written.y) };
  };
  return {
    host,
    positions: () => ({
      first: positionOf(notes.first.id),
      second: positionOf(notes.second.id),
      third: positionOf(notes.third.id),
    }),
  };
};

/** Cards that a screen reader calls selected. */
const selectedCards = ({ page }: BrowserUser): Locator =>
  page
    .locator('[data-card]')
    .and(page.getByRole('group', { name: new RegExp(`${message('board_selected').replaceAll('.', '\\.')}$`) }));

const boxOf = async (of: Locator) => {
  const box = await of.boundingBox();
  if (!box) throw new Error('It has no place on the screen');
  return box;
};

/** The centre of a card, where its text lies. */
const centreOf = async (person: BrowserUser, title: RegExp): Promise<Point> => {
  const box = await boxOf(card(person, title));
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
};

/** A point of the canvas without a card: below the first note, left of the third. */
const emptyPoint = async (person: BrowserUser): Promise<Point> => {
  const [first, third] = [await centreOf(person, titles.first), await centreOf(person, titles.third)];
  return { x: first.x, y: third.y };
};

const clickAt = async ({ page }: BrowserUser, at: Point): Promise<void> => page.mouse.click(at.x, at.y);

const dragBetween = async ({ page }: BrowserUser, from: Point, to: Point): Promise<void> => {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(to.x, to.y, { steps: 10 });
  await page.mouse.up();
};

/** Drags a card from its centre. */
const dragCardBy = async (person: BrowserUser, title: RegExp, by: Point): Promise<void> => {
  const from = await centreOf(person, title);
  await dragBetween(person, from, { x: from.x + by.x, y: from.y + by.y });
};

type Moves = Partial<Record<Name, Point>>;

/** Expects that the action moves notes by so many pixels of the screen, and leaves those that are not named. */
const expectMoves = async ({ host, positions }: BoardWithNotes, action: () => Promise<void>, by: Moves) => {
  const before = positions();
  const { width } = await boxOf(card(host, titles.first));
  const unscaled = await card(host, titles.first).evaluate((element) => getComputedStyle(element).width);
  const zoom = width / Number.parseFloat(unscaled);
  await action();
  const offset = ({ x, y }: Point, { x: right, y: down }: Point = { x: 0, y: 0 }): Point => ({
    x: Math.round(x + right / zoom),
    y: Math.round(y + down / zoom),
  });
  await expect.poll(positions).toEqual({
    first: offset(before.first, by.first),
    second: offset(before.second, by.second),
    third: offset(before.third, by.third),
  });
};

test('what a marquee has chosen is dragged, clicked beside, clicked, and dragged again', async ({ openBrowser }) => {
  const board = await openBoardWithNotes(openBrowser);
  const { host } = board;
  const marquee = async () => {
    // Across texts, as people draw it: what lies between must not become a selection of text.
    const [first, second] = [await boxOf(card(host, titles.first)), await boxOf(card(host, titles.second))];
    const end = { x: second.x + second.width / 2, y: second.y + second.height + 12 };
    await dragBetween(host, { x: first.x - 12, y: first.y - 12 }, end);
    await expect(selectedCards(host)).toHaveCount(2);
  };

  await marquee();
  const by = { x: 60, y: 40 };
  await expectMoves(board, () => dragCardBy(host, titles.first, by), { first: by, second: by });
  await expect(selectedCards(host)).toHaveCount(2);

  await test.step('a click on paper, then another marquee', async () => {
    await clickAt(host, await emptyPoint(host));
    await expect(selectedCards(host)).toHaveCount(0);
    await marquee();
    const back = { x: -40, y: -20 };
    await expectMoves(board, () => dragCardBy(host, titles.second, back), { first: back, second: back });
  });

  await test.step('a click on one of them, which alone is dragged then', async () => {
    await clickAt(host, await centreOf(host, titles.first));
    await expect(selectedCards(host)).toHaveCount(1);
    const down = { x: 20, y: 90 };
    await expectMoves(board, () => dragCardBy(host, titles.first, down), { first: down });
    const up = { x: -30, y: -90 };
    await expectMoves(board, () => dragCardBy(host, titles.first, up), { first: up });
  });
});

test('Ctrl+A with the focus in the top bar takes no press away from the board', async ({ openBrowser }) => {
  const board = await openBoardWithNotes(openBrowser);
  const { host } = board;
  await host.page.getByRole('link', { name: message('pages_menu_leave') }).focus();
  await host.page.keyboard.press('Control+a');

  const by = { x: 50, y: 70 };
  await expectMoves(board, () => dragCardBy(host, titles.second, by), { second: by });
  await expectMoves(board, () => dragCardBy(host, titles.third, { x: -80, y: -50 }), { third: { x: -80, y: -50 } });
});

test('a drag that begins on a bar and ends on the board selects no text, nor takes the next press', async ({
  openBrowser,
}) => {
  const board = await openBoardWithNotes(openBrowser);
  const { host } = board;
  const selectedText = () => host.page.evaluate(() => getSelection()?.toString() ?? '');
  const bars = [
    host.page.getByRole('region', { name: message('session_bar') }),
    host.page.getByRole('region', { name: message('session_running_step') }),
    host.page.getByRole('heading', { name: 'Cool streets' }),
  ];
  for (const [index, bar] of bars.entries()) {
    const box = await boxOf(bar);
    // In the corner, where a bar holds no button.
    await dragBetween(host, { x: box.x + 3, y: box.y + box.height / 2 }, await emptyPoint(host));
    expect(await selectedText()).toBe('');
    const by = { x: 30, y: index === 1 ? -40 : 40 };
    await expectMoves(board, () => dragCardBy(host, titles.second, by), { second: by });
  }
});

test('text beside the board can be selected as before, and a press on the board lets go of it', async ({
  openBrowser,
}) => {
  const board = await openBoardWithNotes(openBrowser);
  const { host } = board;
  const selectedText = () => host.page.evaluate(() => getSelection()?.toString() ?? '');
  await host.page.locator('[data-inbox-button]').click();
  const title = host.page.locator('[data-panel]').getByRole('heading').first();
  const box = await boxOf(title);
  await dragBetween(host, { x: box.x + 1, y: box.y + box.height / 2 }, { x: box.x + box.width - 1, y: box.y + 10 });
  expect(await selectedText()).not.toBe('');

  await expectMoves(board, () => dragCardBy(host, titles.first, { x: 20, y: 50 }), { first: { x: 20, y: 50 } });
  expect(await selectedText()).toBe('');

  await test.step('a note’s own text, while one types it', async () => {
    const field = host.page.getByRole('textbox', { name: message('board_note_text') });
    const at = await centreOf(host, titles.second);
    await host.page.mouse.dblclick(at.x, at.y);
    await expect(field).toBeFocused();
    await host.page.keyboard.press('Control+a');
    await host.page.keyboard.type('Wells and Water');
    await expect(card(host, /Wells and Water/)).toBeVisible();
  });
});
