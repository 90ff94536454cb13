import { companyPeople, facilitator, nth, stepIds } from '@brygga/shared/testing/fixtures';
import { newWorkshop } from '@brygga/shared/testing/workshop';
import type { Person } from '@brygga/shared/rules/actor';
import { screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, test } from 'vitest';
import { memoryBoard } from '../../../documents/testing/memoryBoard.svelte.ts';
import { renderWithBoard } from '../../../documents/testing/renderWithBoard.ts';
import AgendaEditor from './AgendaEditor.svelte';

const planned = ['Welcome', 'Give and get', 'Seats'].map((title, at) => ({ id: nth(stepIds, at), title, minutes: 10 }));

const shown = async (actor: Person = facilitator) => {
  const workshop = newWorkshop();
  workshop.execute('agenda.set', { steps: planned }, facilitator);
  const board = memoryBoard(workshop, actor);
  renderWithBoard(board.live, AgendaEditor, { open: true });
  const dialog = within(await screen.findByRole('dialog'));
  return {
    workshop,
    board,
    dialog,
    user: userEvent.setup(),
    agenda: () => workshop.board.session().agenda.map(({ title, minutes }) => `${title} ${minutes}`),
    titles: () => dialog.getAllByLabelText<HTMLInputElement>(/^Title of step/).map(({ value }) => value),
    save: () => dialog.getByRole('button', { name: /^Save the agenda/ }),
  };
};

describe('the agenda', () => {
  test('is renamed, timed, reordered by buttons, and saved as one', async () => {
    const { dialog, user, agenda, titles, save } = await shown();
    await user.type(dialog.getByLabelText('Title of step 1'), ' all');
    const minutes = dialog.getByLabelText('Minutes of step 2');
    await user.clear(minutes);
    await user.type(minutes, '45');
    await user.click(dialog.getByRole('button', { name: 'Move “Seats” up' }));
    expect(titles()).toEqual(['Welcome all', 'Seats', 'Give and get']);
    await user.click(save());
    await waitFor(() => expect(agenda()).toEqual(['Welcome all 10', 'Seats 10', 'Give and get 45']));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  test('says for each step what people write in it', async () => {
    const { workshop, dialog, user, save } = await shown();
    await user.selectOptions(
      dialog.getByLabelText('What people write during step 2'),
      'Everyone reads along, no changes',
    );
    await user.click(save());
    const writing = () => workshop.board.session().agenda.map((step) => step.writing);
    await waitFor(() => expect(writing()).toEqual(['open', 'closed', 'open']));
  });

  test('is reordered by arrow keys, and the row keeps the focus and is told', async () => {
    const { dialog, user, titles } = await shown();
    dialog.getByRole('button', { name: /^Drag “Welcome”/ }).focus();
    await user.keyboard('{ArrowDown}');
    expect(titles()).toEqual(['Give and get', 'Welcome', 'Seats']);
    expect(dialog.getByText('“Welcome” is now step 2 of 3')).toBeTruthy();
    await waitFor(() => expect(document.activeElement).toBe(dialog.getByRole('button', { name: /^Drag “Welcome”/ })));
  });

  test('gets a step with the cursor in its title, and loses one', async () => {
    const { dialog, user, agenda, save } = await shown();
    await user.click(dialog.getByRole('button', { name: 'Remove “Give and get”' }));
    await user.click(dialog.getByRole('button', { name: 'Add a step' }));
    await waitFor(() => expect(document.activeElement).toBe(dialog.getByLabelText('Title of step 3')));
    await user.keyboard('Pitches');
    await user.click(save());
    await waitFor(() => expect(agenda()).toEqual(['Welcome 10', 'Seats 10', 'Pitches 10']));
  });

  test('is not saved with a nameless step, and says so', async () => {
    const { dialog, user, agenda, save } = await shown();
    await user.clear(dialog.getByLabelText('Title of step 2'));
    await user.click(save());
    expect(dialog.getByText('Each step needs a title.')).toBeTruthy();
    expect(dialog.getByLabelText('Title of step 2').getAttribute('aria-invalid')).toBe('true');
    expect(agenda()).toHaveLength(3);
    expect(nth(agenda(), 1)).toBe('Give and get 10');
  });

  test('is shown as it is, without a word of changes, when it is opened', async () => {
    const { dialog, titles } = await shown();
    expect(titles()).toEqual(['Welcome', 'Give and get', 'Seats']);
    expect(dialog.queryByText(/Another facilitator/)).toBeNull();
  });

  test('shows how long it takes in all', async () => {
    const { dialog } = await shown();
    expect(dialog.getByText(/In all 30 min · started now, it ends at/)).toBeTruthy();
  });

  test('warns that saving without the running step ends it', async () => {
    const { workshop, dialog, user } = await shown();
    workshop.execute('step.start', { step: nth(stepIds, 0) }, facilitator);
    await user.click(dialog.getByRole('button', { name: 'Remove “Welcome”' }));
    expect(dialog.getByText(/saving ends it/)).toBeTruthy();
  });

  test('stays as written when the server was not reached', async () => {
    const { board, dialog, user, titles, save } = await shown();
    board.cutOff();
    await user.type(dialog.getByLabelText('Title of step 1'), '!');
    await user.click(save());
    await waitFor(() =>
      expect(
        dialog
          .getAllByRole('status')
          .map((it) => it.textContent)
          .join(''),
      ).toMatch(/\S/),
    );
    expect(titles()).toEqual(['Welcome!', 'Give and get', 'Seats']);
  });

  test('is for facilitators, and says so', async () => {
    const { save } = await shown(nth(companyPeople, 0));
    expect(save().getAttribute('aria-description')).toMatch(/Only facilitators/);
  });
});

describe('an agenda that another facilitator changes meanwhile', () => {
  const theirs = [{ id: nth(stepIds, 2), title: 'Theirs', minutes: 5 }];

  test('is shown at once where nothing was written here', async () => {
    const { workshop, dialog, titles } = await shown();
    workshop.execute('agenda.set', { steps: theirs }, facilitator);
    await waitFor(() => expect(titles()).toEqual(['Theirs']));
    expect(dialog.getByText(/You see the new one/)).toBeTruthy();
  });

  test('does not take what was written here, until one says which to use', async () => {
    const { workshop, dialog, user, titles, agenda } = await shown();
    await user.type(dialog.getByLabelText('Title of step 1'), '!');
    workshop.execute('agenda.set', { steps: theirs }, facilitator);
    expect((await dialog.findByRole('alert')).textContent).toMatch(/Your steps are still here/);
    expect(titles()).toEqual(['Welcome!', 'Give and get', 'Seats']);
    await user.click(dialog.getByRole('button', { name: /^Use theirs/ }));
    expect(titles()).toEqual(['Theirs']);
    expect(agenda()).toEqual(['Theirs 5']);
  });

  test('is overwritten by mine only when I say so', async () => {
    const { workshop, dialog, user, agenda } = await shown();
    await user.type(dialog.getByLabelText('Title of step 1'), '!');
    workshop.execute('agenda.set', { steps: theirs }, facilitator);
    await user.click(await dialog.findByRole('button', { name: /^Save mine over it/ }));
    await waitFor(() => expect(agenda()).toEqual(['Welcome! 10', 'Give and get 10', 'Seats 10']));
  });
});
