import { challengeId, cityPerson, companyIds, companyPeople, needIds, nth } from '@brygga/shared/testing/fixtures';
import { newWorkshop } from '@brygga/shared/testing/workshop';
import type { CardId } from '@brygga/shared/ids';
import type { Person } from '@brygga/shared/rules/actor';
import { screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, test } from 'vitest';
import { memoryBoard } from '../../documents/testing/memoryBoard.svelte.ts';
import { renderWithBoard } from '../../documents/testing/renderWithBoard.ts';
import ChallengeConsortia from './ChallengeConsortia.svelte';

const [first, second] = [nth(companyPeople, 0), nth(companyPeople, 1)];

beforeEach(() => localStorage.clear());

const renderChallenge = (actor: Person, workshop = newWorkshop()) => {
  const board = memoryBoard(workshop, actor);
  const opened: CardId[] = [];
  renderWithBoard(board.live, ChallengeConsortia, { id: challengeId, onopen: (id: CardId) => opened.push(id) });
  return { workshop, board, opened, user: userEvent.setup() };
};

describe('founding a consortium for a challenge', () => {
  test('suggests a name and opens the new consortium', async () => {
    const { workshop, opened, user } = renderChallenge(first);
    const name = screen.getByLabelText<HTMLInputElement>('What shall it be called?');
    expect(name.value).toBe('Company 1 for Shade for schools');
    await user.clear(name);
    await user.type(name, 'Cool yards');
    await user.click(screen.getByRole('button', { name: /^Found it with Company 1 as the lead/ }));
    await waitFor(() => expect(opened).toHaveLength(1));
    expect(workshop.consortium(nth(opened, 0))).toMatchObject({ name: 'Cool yards', lead: nth(companyIds, 0) });
  });

  test('works by the Enter key too', async () => {
    const { opened, user } = renderChallenge(first);
    await user.type(screen.getByLabelText('What shall it be called?'), '{Enter}');
    await waitFor(() => expect(opened).toHaveLength(1));
  });

  test('asks for a name where it was cleared', async () => {
    const { workshop, opened, user } = renderChallenge(first);
    await user.clear(screen.getByLabelText('What shall it be called?'));
    await user.click(screen.getByRole('button', { name: /^Found it/ }));
    expect(screen.getByText('Give it a name of at most 80 characters.')).toBeTruthy();
    expect(opened).toEqual([]);
    expect(workshop.board.consortiaOf(challengeId)).toEqual([]);
  });

  test('keeps the name when the server is unreachable', async () => {
    const { board, opened, user } = renderChallenge(first);
    board.cutOff();
    const name = screen.getByLabelText<HTMLInputElement>('What shall it be called?');
    await user.type(name, ' 2');
    await user.click(screen.getByRole('button', { name: /^Found it/ }));
    await waitFor(() =>
      expect(screen.getAllByRole('status').some(({ textContent }) => /server|network/i.test(textContent ?? ''))).toBe(
        true,
      ),
    );
    expect(name.value).toBe('Company 1 for Shade for schools 2');
    expect(opened).toEqual([]);
  });

  test('is refused to a company that already leads one', async () => {
    const workshop = newWorkshop();
    workshop.foundConsortium(0);
    const { user } = renderChallenge(first, workshop);
    await user.click(screen.getByRole('button', { name: /^Found another consortium/ }));
    const button = screen.getByRole('button', { name: /^Found it/ });
    expect(button.getAttribute('aria-description')).toMatch(/already leads a consortium/);
  });

  test('is not offered to a city', () => {
    renderChallenge(cityPerson);
    expect(screen.queryByRole('button')).toBeNull();
    expect(screen.getByText('No consortium answers this challenge yet.')).toBeTruthy();
  });
});

test('consortia are listed with their gaps, and below them what none covers', async () => {
  const workshop = newWorkshop();
  const [one, other] = [workshop.foundConsortium(0, 'Cool streets'), workshop.foundConsortium(1, 'Green roofs')];
  workshop.execute('seat.take', { consortium: one, need: nth(needIds, 0) }, first);
  workshop.execute('seat.take', { consortium: other, need: nth(needIds, 1) }, second);
  const { opened, user } = renderChallenge(cityPerson, workshop);
  expect(screen.getByText('1 of 3 needs covered; Heat and shade and Finance: nobody yet')).toBeTruthy();
  expect(screen.getByText('One need that no consortium covers: Finance')).toBeTruthy();
  await user.click(screen.getByRole('button', { name: /Green roofs/ }));
  expect(opened).toEqual([other]);
});
