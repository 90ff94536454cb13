import type { CardId } from '@brygga/shared/ids';
import type { Person } from '@brygga/shared/rules/actor';
import { cityId, companyIds, companyPeople, needIds, nth, person } from '@brygga/shared/testing/fixtures';
import { newWorkshop, type Workshop } from '@brygga/shared/testing/workshop';
import { screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, test } from 'vitest';
import { memoryWorkspace } from '../../../documents/testing/memoryWorkspace.ts';
import { renderWithBoard } from '../../../documents/testing/renderWithBoard.ts';
import WorkspaceView, { type WorkspaceTab } from './WorkspaceView.svelte';

const [lead, partner] = [nth(companyPeople, 0), nth(companyPeople, 1)];

const renderTab = (workshop: Workshop, consortium: CardId, tab: WorkspaceTab, actor: Person = lead) => {
  const companies = actor.organisations.map(({ id }) => id);
  const live = memoryWorkspace(workshop, actor, consortium);
  const chosenTabs: WorkspaceTab[] = [];
  renderWithBoard(live, WorkspaceView, {
    consortium: workshop.consortium(consortium),
    companies,
    tab,
    ontabchange: (to: WorkspaceTab) => chosenTabs.push(to),
    fileHref: (format: string) => `/letter.${format}`,
  });
  return { live, chosenTabs, user: userEvent.setup() };
};

describe('a workspace', () => {
  test('P9: says who sees it, and who does not', () => {
    const workshop = newWorkshop();
    renderTab(workshop, workshop.formConsortium(), 'notes');
    expect(screen.getByText(/Only the members of this consortium see this room: Company 1 and Company 2/)).toBeTruthy();
    expect(screen.getByText(/Neither Lund, nor the facilitators/)).toBeTruthy();
  });

  test('changes tabs by mouse and keyboard', async () => {
    const workshop = newWorkshop();
    const { chosenTabs, user } = renderTab(workshop, workshop.formConsortium(), 'pitch');
    await user.click(screen.getByRole('tab', { name: 'Shares' }));
    expect(chosenTabs).toEqual(['shares']);
    await user.keyboard('{ArrowRight}');
    expect(chosenTabs).toContain('risks');
  });

  test('acts for one company at a time where a person works for two members', async () => {
    const workshop = newWorkshop();
    const consortium = workshop.formConsortium();
    const { user } = renderTab(workshop, consortium, 'shares', person('both', companyIds.slice(0, 2)));
    expect(screen.getAllByRole('textbox', { name: 'Role' })).toHaveLength(3);
    await user.selectOptions(screen.getByRole('combobox', { name: 'For' }), 'Company 2');
    expect(screen.getAllByRole('textbox', { name: 'Role' })).toHaveLength(1);
  });
});

describe('shares', () => {
  test('are set by the lead, and the sum follows', async () => {
    const workshop = newWorkshop();
    const consortium = workshop.formConsortium();
    const { user } = renderTab(workshop, consortium, 'shares');
    expect(screen.getByText('100 % are left')).toBeTruthy();

    const seat = within(screen.getByRole('article', { name: 'Urban greening' }));
    await user.type(seat.getByRole('textbox', { name: 'Share in percent' }), '60');
    await user.type(seat.getByRole('textbox', { name: /Role/ }), 'Plants trees');
    await user.click(seat.getByRole('button', { name: 'Save the share of Urban greening' }));

    await waitFor(() =>
      expect(workshop.workspace(consortium).shares()[nth(needIds, 0)]).toMatchObject({
        share: 60,
        role: 'Plants trees',
      }),
    );
    expect(await screen.findByText('40 % are left')).toBeTruthy();
    expect(seat.queryByRole('button')).toBeNull();
  });

  test('are validated as they are typed', async () => {
    const workshop = newWorkshop();
    const consortium = workshop.formConsortium();
    workshop.execute('share.set', { consortium, need: needIds[0], share: 60, role: '' }, lead);
    const { user } = renderTab(workshop, consortium, 'shares');

    const field = within(screen.getByRole('article', { name: 'Heat and shade' })).getByRole('textbox', {
      name: 'Share in percent',
    });
    await user.type(field, '41');
    expect(field).toHaveAccessibleDescription('At most 40 % are left for this seat.');
    await user.clear(field);
    await user.type(field, '4x');
    expect(field).toHaveAccessibleDescription('A whole number from 0 to 100');
    expect(field).toBeInvalid();
  });

  test('of other companies are read only', () => {
    const workshop = newWorkshop();
    const consortium = workshop.formConsortium();
    workshop.execute('share.set', { consortium, need: needIds[0], share: 60, role: 'Plants trees' }, lead);
    renderTab(workshop, consortium, 'shares', partner);
    const seat = within(screen.getByRole('article', { name: 'Urban greening' }));
    expect(seat.getByText('60 % · Plants trees')).toBeTruthy();
    expect(seat.queryByRole('textbox')).toBeNull();
  });
});

describe('risks and tasks', () => {
  test('are added, changed and deleted by any member, and restored by undo', async () => {
    const workshop = newWorkshop();
    const consortium = workshop.formConsortium();
    const { user, live } = renderTab(workshop, consortium, 'risks', partner);
    await user.type(screen.getByRole('textbox', { name: 'New risk' }), 'Frost{Enter}');
    const row = within(await screen.findByRole('article', { name: 'Frost' }));
    await user.selectOptions(row.getByRole('combobox', { name: 'Likelihood' }), 'High');
    await user.selectOptions(row.getByRole('combobox', { name: 'Impact' }), 'High');
    await user.selectOptions(row.getByRole('combobox', { name: 'Who keeps an eye on it' }), 'Company 1');
    expect(workshop.workspace(consortium).risks()).toMatchObject([
      { text: 'Frost', likelihood: 'high', impact: 'high', owner: nth(companyIds, 0) },
    ]);
    expect(row.getByText('Weight: high')).toBeTruthy();

    await user.selectOptions(row.getByRole('combobox', { name: 'Who keeps an eye on it' }), 'Nobody yet');
    expect(workshop.workspace(consortium).risks()[0]).not.toHaveProperty('owner');
    await user.click(row.getByRole('button', { name: 'Delete: Frost' }));
    expect(workshop.workspace(consortium).risks()).toEqual([]);
    live.undo.undo();
    expect(workshop.workspace(consortium).risks()).toHaveLength(1);
  });

  test('show what is left to do, and what is late', async () => {
    const workshop = newWorkshop();
    const consortium = workshop.formConsortium();
    const { user } = renderTab(workshop, consortium, 'tasks');
    await user.type(screen.getByRole('textbox', { name: 'New task' }), 'Ask the bank');
    await user.click(screen.getByRole('button', { name: 'Add task' }));
    const row = within(await screen.findByRole('article', { name: 'Ask the bank' }));
    expect(screen.getByText('1 task left')).toBeTruthy();
    const due = row.getByLabelText('Done by');
    await user.type(due, '1969-07-20');
    await waitFor(() => expect(due).toHaveAccessibleDescription('Late'));

    await user.click(row.getByRole('checkbox', { name: 'Done: Ask the bank' }));
    expect(screen.getByText('All done')).toBeTruthy();
    expect(due).not.toHaveAccessibleDescription('Late');
  });
});

describe('handing over', () => {
  test('gives the city what the form lists, and nothing else', async () => {
    const workshop = newWorkshop();
    const consortium = workshop.beginDraft('Sails over every yard.');
    workshop.execute('share.set', { consortium, need: needIds[0], share: 60, role: 'Secret' }, lead);
    const { user } = renderTab(workshop, consortium, 'pitch');
    await user.type(screen.getByRole('textbox', { name: /A line to the city/ }), 'A first look');
    await user.click(screen.getByRole('button', { name: /^Hand version 1 over to Lund/ }));

    await waitFor(() => expect(workshop.workspace(consortium).handovers()).toHaveLength(1));
    expect(workshop.workspace(consortium).handovers()[0]).toMatchObject({ version: 1, note: 'A first look' });
    expect(JSON.stringify(workshop.docs({ is: 'city', id: cityId }).toJSON())).not.toContain('Secret');
    expect(await screen.findByRole('button', { name: /^Hand version 2 over to Lund/ })).toBeTruthy();
    expect(screen.getByText('Nothing in the draft has changed since version 1.')).toBeTruthy();
  });

  test('is done by the lead alone', () => {
    const workshop = newWorkshop();
    renderTab(workshop, workshop.beginDraft(), 'pitch', partner);
    expect(screen.getByText('Company 1 hands it over, as the lead.')).toBeTruthy();
    expect(screen.queryByRole('button', { name: /^Hand version/ })).toBeNull();
  });

  test('shows each version with its changes since the one before', () => {
    const workshop = newWorkshop();
    const consortium = workshop.beginDraft('Sails.');
    const hand = (handover: string) => workshop.execute('handover.make', { consortium, handover, note: '' }, lead);
    hand('version0000001');
    workshop.advanceClock(1);
    workshop.typeInDraft(consortium, 'Trees.');
    hand('version0000002');
    renderTab(workshop, consortium, 'handed');

    const [latest, first] = screen.getAllByRole('article');
    if (!latest || !first) throw new Error('Two versions were handed over');
    expect(within(latest).getByText('What changed since version 1')).toBeTruthy();
    expect(latest.querySelector('ins')).toHaveTextContent('Trees.');
    expect(latest.querySelector('del')).toBeNull();
    expect(within(first).getByText('The first version.')).toBeTruthy();
  });
});

describe('the letter', () => {
  test('is begun, and confirmed by a company', async () => {
    const workshop = newWorkshop();
    const consortium = workshop.formConsortium();
    const { user } = renderTab(workshop, consortium, 'letter');
    await user.click(screen.getByRole('button', { name: /^Begin the letter/ }));
    const aim = await screen.findByRole('textbox', { name: 'Aim' });
    expect(aim).toHaveValue(workshop.workspace(consortium).letter()?.aim);
    expect(screen.getByText('Company 2 has not confirmed it yet')).toBeTruthy();

    await user.click(screen.getByRole('button', { name: /^Confirm this text for Company 1/ }));
    expect(await screen.findByText('Confirmed for Company 1')).toBeTruthy();
    expect(screen.getByText('1 member has not confirmed this text yet.')).toBeTruthy();
  });

  test('says whose confirmation is of an earlier text', async () => {
    const workshop = newWorkshop();
    const { consortium, hash } = workshop.beginLetter();
    for (const person of [lead, partner]) workshop.execute('letter.confirm', { consortium, hash }, person);
    renderTab(workshop, consortium, 'letter');
    expect(screen.getByText('All members have confirmed this text: it is agreed.')).toBeTruthy();

    workshop.typeInLetter(consortium, 'term', 'Not ');
    expect(await screen.findByText(/The text changed after Company 2 confirmed it/)).toBeTruthy();
    expect(screen.getByText(/An earlier text was agreed on/)).toBeTruthy();
    expect(screen.getByRole('button', { name: /^Confirm this text for Company 1/ })).toBeTruthy();
  });

  test('takes its parties from the seats, and can be downloaded', () => {
    const workshop = newWorkshop();
    const { consortium } = workshop.beginLetter();
    workshop.execute('share.set', { consortium, need: needIds[1], share: 40, role: 'Sews sails' }, partner);
    renderTab(workshop, consortium, 'letter');
    const parties = within(screen.getByRole('region', { name: 'Parties, roles and shares' }));
    expect(parties.getByText('Heat and shade, 40 %. Sews sails')).toBeTruthy();
    for (const [name, format] of [
      ['PDF', 'pdf'],
      ['Word', 'docx'],
    ])
      expect(screen.getByRole('link', { name: name ?? '' })).toHaveAttribute('href', `/letter.${format}`);
  });
});
