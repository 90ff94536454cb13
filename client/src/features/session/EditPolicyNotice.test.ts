import type { EditPolicy } from '@brygga/shared/agreements/session/state';
import type { Person } from '@brygga/shared/rules/actor';
import { companyPeople, facilitator, nth, stepIds } from '@brygga/shared/testing/fixtures';
import { newWorkshop } from '@brygga/shared/testing/workshop';
import { screen } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { memoryBoard } from '../../documents/testing/memoryBoard.svelte.ts';
import { renderWithBoard } from '../../documents/testing/renderWithBoard.ts';
import SessionOverview from './SessionOverview.svelte';
import StepStrip from './StepStrip.svelte';

const renderInStep = (writing: EditPolicy, actor: Person, component: typeof SessionOverview | typeof StepStrip) => {
  const workshop = newWorkshop();
  const step = nth(stepIds, 0);
  workshop.execute('agenda.set', { steps: [{ id: step, title: 'Pitches', minutes: 5, writing }] }, facilitator);
  workshop.execute('step.start', { step }, facilitator);
  renderWithBoard(memoryBoard(workshop, actor).live, component, {});
};

test.each([SessionOverview, StepStrip])('a closed step says that it takes no changes', (component) => {
  renderInStep('closed', nth(companyPeople, 0), component);
  expect(screen.getByText('Read along: this step takes no changes.')).toBeTruthy();
});

test('a step for notes says that it takes nothing else', () => {
  renderInStep('notes', nth(companyPeople, 0), SessionOverview);
  expect(screen.getByText('Write notes: this step takes nothing else.')).toBeTruthy();
});

test('a facilitator sees that the step is closed to the others alone', () => {
  renderInStep('closed', facilitator, SessionOverview);
  expect(screen.getByText('This step takes changes from nobody but you.')).toBeTruthy();
});

test('an open step shows no notice', () => {
  renderInStep('open', nth(companyPeople, 0), StepStrip);
  expect(screen.queryByText(/this step takes/)).toBeNull();
});
