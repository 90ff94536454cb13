import type { CardId } from '@brygga/shared/ids';
import { companyPeople, facilitator, nth, stepIds } from '@brygga/shared/testing/fixtures';
import type { Person } from '@brygga/shared/rules/actor';
import { screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { flushSync } from 'svelte';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { renderWithBoard } from '../../documents/testing/renderWithBoard.ts';
import { toasts } from '../../ui/feedback/toasts.svelte.ts';
import Board from './Board.svelte';
import { BoardController } from './controller/boardController.svelte.ts';
import { testBoard, challengeId, noteIds } from './testing/testBoard.ts';

const companyPerson = nth(companyPeople, 0);
const [own, others] = [nth(noteIds, 0), nth(noteIds, 1)];

beforeEach(() => {
  localStorage.clear();
  sessionStorage.clear();
  // happy-dom has no layout: gives the canvas the size of a desktop window.
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(1440);
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(900);
});
afterEach(() => vi.restoreAllMocks());

const renderBoard = async (actor: Person, compact = false) => {
  const { board, workshop } = testBoard(actor);
  const controller = new BoardController();
  const opened: CardId[] = [];
  renderWithBoard(board, Board, { controller, compact, onopen: (id: CardId) => opened.push(id) });
  await screen.findByLabelText(/note: Idea 1/);
  return { board, workshop, controller, opened, user: userEvent.setup() };
};
const cardElement = (id: CardId) => {
  const element = document.querySelector<HTMLElement>(`[data-card="${id}"]`);
  if (!element) throw new Error(`${id} is not mounted`);
  return element;
};

describe('the board', () => {
  test('shows all cards at first', async () => {
    const { controller } = await renderBoard(companyPerson);
    expect(controller.view.x).toBeLessThanOrEqual(0);
    expect(controller.view.x + controller.view.w).toBeGreaterThanOrEqual(1080);
  });

  test('a change of one card updates that card alone', async () => {
    const { board } = await renderBoard(facilitator);
    const updated = new Set<string>();
    const observer = new MutationObserver((changes) => {
      for (const { target } of changes) {
        const element = target instanceof Element ? target : target.parentElement;
        updated.add(element?.closest('[data-card]')?.getAttribute('data-card') ?? `outside: ${element?.className}`);
      }
    });
    const canvas = document.querySelector('[data-canvas] .scaled');
    if (!canvas) throw new Error('No canvas');
    observer.observe(canvas, { subtree: true, childList: true, attributes: true, characterData: true });
    board.actions.moveCards(new Map([[own, { x: 410, y: 12 }]]));
    board.actions.setFields(own, { colour: 'mint' });
    flushSync();
    await waitFor(() => expect(updated.size).toBeGreaterThan(0));
    expect([...updated]).toEqual([own]);
    observer.disconnect();
  });

  test('Tab and Enter edit a note, Escape ends it, arrows move the note', async () => {
    const { board, user, controller } = await renderBoard(companyPerson);
    cardElement(challengeId).focus();
    controller.select([challengeId]);
    await user.keyboard('{Tab}');
    await waitFor(() => expect(document.activeElement).toBe(cardElement(own)));
    await user.keyboard('{Enter}');
    await user.keyboard(' and shade');
    expect(board.cards.get(own)).toMatchObject({ text: 'Idea 1 and shade' });
    await user.keyboard('{Escape}');
    await waitFor(() => expect(document.activeElement).toBe(cardElement(own)));
    await user.keyboard('{ArrowRight}');
    expect(board.cards.get(own)).toMatchObject({ x: 404 });
  });

  test('a letter typed in a note selects no tool', async () => {
    const { user, controller } = await renderBoard(companyPerson);
    controller.edit(own);
    await screen.findByRole('textbox', { name: 'Words on the note' });
    await user.keyboard('hn?');
    expect(controller.tool).toBe('select');
    expect(controller.helpOpen).toBe(false);
  });

  test('a step that takes no changes ends typing with the reason, and keeps what was typed', async () => {
    const { board, workshop, user, controller } = await renderBoard(companyPerson);
    controller.edit(own);
    await screen.findByRole('textbox', { name: 'Words on the note' });
    await user.keyboard(' and shade');
    const step = nth(stepIds, 0);
    workshop.execute(
      'agenda.set',
      { steps: [{ id: step, title: 'Pitches', minutes: 5, writing: 'closed' }] },
      facilitator,
    );
    workshop.execute('step.start', { step }, facilitator);
    await waitFor(() => expect(controller.editing).toBeUndefined());
    expect(toasts().at(-1)?.text).toMatch(/takes no changes/);
    expect(board.cards.get(own)).toMatchObject({ text: 'Idea 1 and shade' });
  });

  test('single keys select tools, unless they are switched off', async () => {
    const { user, controller } = await renderBoard(companyPerson);
    await user.keyboard('h');
    expect(controller.tool).toBe('pan');
    await user.keyboard('?');
    await user.click(await screen.findByRole('checkbox', { name: /One key alone/ }));
    await user.keyboard('{Escape}');
    await waitFor(() => expect(controller.helpOpen).toBe(false));
    await user.keyboard('v');
    expect(controller.tool).toBe('pan');
  });

  test('P4: the selection bar says why an action is not allowed', async () => {
    const { controller } = await renderBoard(companyPerson);
    controller.select([others]);
    const button = await screen.findByRole('button', { name: /^Delete: Somebody else wrote this/ });
    expect(button).toHaveAttribute('aria-disabled', 'true');
  });

  test('a card’s label says its kind, title, organisation and lock', async () => {
    await renderBoard(companyPerson);
    expect(cardElement(challengeId)).toHaveAccessibleName('challenge: Shade for schools. Lund');
    expect(cardElement(nth(noteIds, 2)).getAttribute('aria-label')).toMatch(/note: Idea 3.*Locked/);
  });

  test('a consortium is shown as a table', async () => {
    const { workshop } = await renderBoard(facilitator);
    workshop.foundConsortium(0, 'Cool streets');
    expect(await screen.findByRole('group', { name: /Table of Cool streets/ })).toBeVisible();
  });

  test('a phone has a button for notes instead of the rail', async () => {
    const { user, board } = await renderBoard(companyPerson, true);
    expect(screen.queryByRole('toolbar', { name: 'Tools' })).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Note' }));
    await user.keyboard('From the tram');
    expect(board.cards.ids.map((id) => board.cards.get(id))).toContainEqual(
      expect.objectContaining({ kind: 'note', text: 'From the tram', createdBy: companyPerson.id }),
    );
  });
});
