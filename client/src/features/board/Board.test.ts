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

const worker = nth(companyPeople, 0);
const [own, others] = [nth(noteIds, 0), nth(noteIds, 1)];

beforeEach(() => {
  localStorage.clear();
  sessionStorage.clear();
  // happy-dom lays nothing out: the canvas is as large as a desk's window.
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(1440);
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(900);
});
afterEach(() => vi.restoreAllMocks());

const shown = async (actor: Person, compact = false) => {
  const { board, workshop } = testBoard(actor);
  const controller = new BoardController();
  const opened: CardId[] = [];
  renderWithBoard(board, Board, { controller, compact, onopen: (id: CardId) => opened.push(id) });
  await screen.findByLabelText(/note: Idea 1/);
  return { board, workshop, controller, opened, user: userEvent.setup() };
};
const frameOf = (id: CardId) => {
  const frame = document.querySelector<HTMLElement>(`[data-card="${id}"]`);
  if (!frame) throw new Error(`${id} is not mounted`);
  return frame;
};

describe('the board', () => {
  test('shows all of it at first', async () => {
    const { controller } = await shown(worker);
    expect(controller.view.x).toBeLessThanOrEqual(0);
    expect(controller.view.x + controller.view.w).toBeGreaterThanOrEqual(1080);
  });

  test('a change of one card touches that card alone', async () => {
    const { board } = await shown(facilitator);
    const touched = new Set<string>();
    const watching = new MutationObserver((changes) => {
      for (const { target } of changes) {
        const element = target instanceof Element ? target : target.parentElement;
        touched.add(element?.closest('[data-card]')?.getAttribute('data-card') ?? `outside: ${element?.className}`);
      }
    });
    const canvas = document.querySelector('[data-canvas] .scaled');
    if (!canvas) throw new Error('No canvas');
    watching.observe(canvas, { subtree: true, childList: true, attributes: true, characterData: true });
    board.actions.moveCards(new Map([[own, { x: 410, y: 12 }]]));
    board.actions.setFields(own, { colour: 'mint' });
    flushSync();
    await waitFor(() => expect(touched.size).toBeGreaterThan(0));
    expect([...touched]).toEqual([own]);
    watching.disconnect();
  });

  test('Tab and Enter reach a note, Escape leaves its words, arrows move it', async () => {
    const { board, user, controller } = await shown(worker);
    frameOf(challengeId).focus();
    controller.select([challengeId]);
    await user.keyboard('{Tab}');
    await waitFor(() => expect(document.activeElement).toBe(frameOf(own)));
    await user.keyboard('{Enter}');
    await user.keyboard(' and shade');
    expect(board.cards.get(own)).toMatchObject({ text: 'Idea 1 and shade' });
    await user.keyboard('{Escape}');
    await waitFor(() => expect(document.activeElement).toBe(frameOf(own)));
    await user.keyboard('{ArrowRight}');
    expect(board.cards.get(own)).toMatchObject({ x: 404 });
  });

  test('a letter typed in a note is a letter, not a tool', async () => {
    const { user, controller } = await shown(worker);
    controller.edit(own);
    await screen.findByRole('textbox', { name: 'Words on the note' });
    await user.keyboard('hn?');
    expect(controller.tool).toBe('select');
    expect(controller.helpOpen).toBe(false);
  });

  test('who types when a step begins that takes no changes is told, and what they typed stays', async () => {
    const { board, workshop, user, controller } = await shown(worker);
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

  test('single keys choose tools, unless they are switched off', async () => {
    const { user, controller } = await shown(worker);
    await user.keyboard('h');
    expect(controller.tool).toBe('pan');
    await user.keyboard('?');
    await user.click(await screen.findByRole('checkbox', { name: /One key alone/ }));
    await user.keyboard('{Escape}');
    await waitFor(() => expect(controller.helpOpen).toBe(false));
    await user.keyboard('v');
    expect(controller.tool).toBe('pan');
  });

  test('the selection bar says why what is not allowed is not', async () => {
    const { controller } = await shown(worker);
    controller.select([others]);
    const button = await screen.findByRole('button', { name: /^Delete: Somebody else wrote this/ });
    expect(button).toHaveAttribute('aria-disabled', 'true');
  });

  test('a card says its kind, its title, whose it is and whether it is locked', async () => {
    await shown(worker);
    expect(frameOf(challengeId)).toHaveAccessibleName('challenge: Shade for schools. Lund');
    expect(frameOf(nth(noteIds, 2)).getAttribute('aria-label')).toMatch(/note: Idea 3.*Locked/);
  });

  test('an open seat of a table says why one may not take it', async () => {
    const { workshop } = await shown(facilitator);
    workshop.foundConsortium(0, 'Cool streets');
    expect(await screen.findByRole('group', { name: /Table of Cool streets/ })).toBeVisible();
  });

  test('a phone has one button for a note in place of the rail', async () => {
    const { user, board } = await shown(worker, true);
    expect(screen.queryByRole('toolbar', { name: 'Tools' })).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Note' }));
    await user.keyboard('From the tram');
    expect(board.cards.ids.map((id) => board.cards.get(id))).toContainEqual(
      expect.objectContaining({ kind: 'note', text: 'From the tram', createdBy: worker.id }),
    );
  });
});
