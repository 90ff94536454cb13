import { expect, test } from 'vitest';
import { boardCircle } from '../document/circles.ts';
import { companyPeople, facilitator, nth, observer, system } from '../testing/workshop.ts';
import { mayDismiss } from './returnedEdits.ts';

const worker = nth(companyPeople, 0);

test('everybody takes entries out of their own tray, observers too', () => {
  for (const actor of [worker, observer, facilitator]) {
    expect(mayDismiss(actor, { is: 'person', id: actor.id })).toBe(true);
  }
});

test('nobody takes entries out of another’s tray, whoever they are', () => {
  for (const actor of [nth(companyPeople, 1), observer, facilitator, system]) {
    expect(mayDismiss(actor, { is: 'person', id: worker.id })).toBe('not-yours');
  }
});

test('there is no tray on a board', () => {
  expect(mayDismiss(worker, boardCircle)).toBe('not-yours');
});
