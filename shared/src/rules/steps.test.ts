import { expect, test } from 'vitest';
import { Session, type EditPolicy, editPolicies } from '../agreements/session/state.ts';
import { cardKinds, isCardKind } from '../document/cards/index.ts';
import { cityPerson, companyPeople, facilitator, nth, observer, stepIds, system } from '../testing/fixtures.ts';
import { stepAllows, type StepCard, currentEditPolicy } from './steps.ts';

const worker = nth(companyPeople, 0);
const other = nth(companyPeople, 1);
const kinds = Object.keys(cardKinds).filter(isCardKind);
const note = (createdBy = worker.id): StepCard => ({ kind: 'note', createdBy });
const notNotes = kinds.filter((kind) => kind !== 'note');

const session = (writing?: EditPolicy) =>
  Session.parse({
    agenda: [{ id: nth(stepIds, 0), title: 'Write', minutes: 5, ...(writing ? { writing } : {}) }],
    step: nth(stepIds, 0),
  });

test('a step without an edit policy allows everything, as in earlier agendas', () => {
  expect(currentEditPolicy(session())).toBe('open');
});

test('the running step restricts; without one nothing is restricted', () => {
  for (const writing of editPolicies) expect(currentEditPolicy(session(writing))).toBe(writing);
  expect(currentEditPolicy({ ...session('closed'), step: null })).toBe('open');
  expect(currentEditPolicy({ ...session('closed'), step: nth(stepIds, 1) })).toBe('open');
});

test('an open step allows everything that the other rules do', () => {
  for (const kind of kinds) expect(stepAllows('open', worker, { kind, createdBy: other.id })).toBe(true);
  expect(stepAllows('open', worker)).toBe(true);
});

test('a step for notes allows participants their own notes, and nothing else', () => {
  expect(stepAllows('notes', worker, note())).toBe(true);
  expect(stepAllows('notes', worker, note(other.id))).toBe('step-notes-only');
  for (const kind of notNotes) {
    expect(stepAllows('notes', worker, { kind, createdBy: worker.id })).toBe('step-notes-only');
  }
  expect(stepAllows('notes', cityPerson)).toBe('step-notes-only');
});

test('a closed step allows facilitators and the server alone', () => {
  for (const actor of [worker, cityPerson, observer]) {
    for (const kind of kinds) expect(stepAllows('closed', actor, { kind, createdBy: actor.id })).toBe('step-closed');
    expect(stepAllows('closed', actor)).toBe('step-closed');
  }
});

test('a step restricts neither facilitators nor the server', () => {
  for (const writing of editPolicies) {
    for (const actor of [facilitator, system]) {
      for (const kind of kinds) expect(stepAllows(writing, actor, { kind, createdBy: worker.id })).toBe(true);
      expect(stepAllows(writing, actor)).toBe(true);
    }
  }
});
