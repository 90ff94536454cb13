import { companyPeople, facilitator, nth, stepIds } from '@brygga/shared/testing/fixtures';
import { newWorkshop } from '@brygga/shared/testing/workshop';
import type { Person } from '@brygga/shared/rules/actor';
import { screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, test } from 'vitest';
import { memoryBoard } from '../../../documents/testing/memoryBoard.svelte.ts';
import { renderWithBoard } from '../../../documents/testing/renderWithBoard.ts';
import AgendaEditor from './AgendaEditor.svelte';

const steps = ['Welcome', 'Give and get', 'Seats'].map((title, index) => ({
  id: nth(stepIds, index),
  title,
  minutes: 10,
}));

const openEditor = async (actor: Person = facilitator) => {
  const workshop = newWorkshop();
  workshop.execute('agenda.set', { steps }, facilitator);
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
  test('is renamed, timed and reordered by buttons, and saved at once', async () => {
    const { dialog, user, agenda, titles, save } = await openEditor();
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

  test('sets for each step what people may write', async () => {
    const { workshop, dialog, user, save } = await openEditor();
    await user.selectOptions(
      dialog.getByLabelText('What people write during step 2'),
      'Everyone reads along, no changes',
    );
    await user.click(save());
    const writing = () => workshop.board.session().agenda.map((step) => step.writing);
    await waitFor(() => expect(writing()).toEqual(['open', 'closed', 'open']));
  });

  test('is reordered by arrow keys; the row keeps the focus and the move is announced', async () => {
    const { dialog, user, titles } = await openEditor();
    dialog.getByRole('button', { name: /^Drag “Welcome”/ }).focus();
    await user.keyboard('{ArrowDown}');
    expect(titles()).toEqual(['Give and get', 'Welcome', 'Seats']);
    expect(dialog.getByText('“Welcome” is now step 2 of 3')).toBeTruthy();
    await waitFor(() => expect(document.activeElement).toBe(dialog.getByRole('button', { name: /^Drag “Welcome”/ })));
  });

  test('gets a new step with the focus in its title, and loses one', async () => {
    const { dialog, user, agenda, save } = await openEditor();
    await user.click(dialog.getByRole('button', { name: 'Remove “Give and get”' }));
    await user.click(dialog.getByRole('button', { name: 'Add a step' }));
    await waitFor(() => expect(document.activeElement).toBe(dialog.getByLabelText('Title of step 3')));
    await user.keyboard('Pitches');
    await user.click(save());
    await waitFor(() => expect(agenda()).toEqual(['Welcome 10', 'Seats 10', 'Pitches 10']));
  });

  test('is not saved with an untitled step, and says why', async () => {
    const { dialog, user, agenda, save } = await openEditor();
    await user.clear(dialog.getByLabelText('Title of step 2'));
    await user.click(save());
    expect(dialog.getByText('Each step needs a title.')).toBeTruthy();
    expect(dialog.getByLabelText('Title of step 2').getAttribute('aria-invalid')).toBe('true');
    expect(agenda()).toHaveLength(3);
    expect(nth(agenda(), 1)).toBe('Give and get 10');
  });

  test('is shown without a notice of changes when it is opened', async () => {
    const { dialog, titles } = await openEditor();
    expect(titles()).toEqual(['Welcome', 'Give and get', 'Seats']);
    expect(dialog.queryByText(/Another facilitator/)).toBeNull();
  });

  test('shows the total time', async () => {
    const { dialog } = await openEditor();
    expect(dialog.getByText(/In all 30 min · started now, it ends at/)).toBeTruthy();
  });

  test('warns that saving without the running step ends the step', async () => {
    const { workshop, dialog, user } = await openEditor();
    workshop.execute('step.start', { step: nth(stepIds, 0) }, facilitator);
    await user.click(dialog.getByRole('button', { name: 'Remove “Welcome”' }));
    expect(dialog.getByText(/saving ends it/)).toBeTruthy();
  });

  test('P6: keeps the edits when the server is not reached', async () => {
    const { board, dialog, user, titles, save } = await openEditor();
    board.cutOff();
    await user.type(dialog.getByLabelText('Title of step 1'), '!');
    await user.click(save());
    await waitFor(() =>
      expect(
        dialog
          .getAllByRole('status')
          .map((status) => status.textContent)
          .join(''),
      ).toMatch(/\S/),
    );
    expect(titles()).toEqual(['Welcome!', 'Give and get', 'Seats']);
  });

  test('is saved by facilitators alone, and says so', async () => {
    const { save } = await openEditor(nth(companyPeople, 0));
    expect(save().getAttribute('aria-description')).toMatch(/Only facilitators/);
  });
});

describe('an agenda that another facilitator changes', () => {
  const newSteps = [{ id: nth(stepIds, 2), title: 'Theirs', minutes: 5 }];

  test('is shown at once where nothing was edited here', async () => {
    const { workshop, dialog, titles } = await openEditor();
    workshop.execute('agenda.set', { steps: newSteps }, facilitator);
    await waitFor(() => expect(titles()).toEqual(['Theirs']));
    expect(dialog.getByText(/You see the new one/)).toBeTruthy();
  });

  test('does not replace edits, until one chooses it', async () => {
    const { workshop, dialog, user, titles, agenda } = await openEditor();
    await user.type(dialog.getByLabelText('Title of step 1'), '!');
    workshop.execute('agenda.set', { steps: newSteps }, facilitator);
    expect((await dialog.findByRole('alert')).textContent).toMatch(/Your steps are still here/);
    expect(titles()).toEqual(['Welcome!', 'Give and get', 'Seats']);
    await user.click(dialog.getByRole('button', { name: /^Use theirs/ }));
    expect(titles()).toEqual(['Theirs']);
    expect(agenda()).toEqual(['Theirs 5']);
  });

  test('is overwritten only when one chooses so', async () => {
    const { workshop, dialog, user, agenda } = await openEditor();
    await user.type(dialog.getByLabelText('Title of step 1'), '!');
    workshop.execute('agenda.set', { steps: newSteps }, facilitator);
    await user.click(await dialog.findByRole('button', { name: /^Save mine over it/ }));
    await waitFor(() => expect(agenda()).toEqual(['Welcome! 10', 'Give and get 10', 'Seats 10']));
  });
});
