import {
  returnedCardMax,
  type OwnReturnedEdit,
  type ReturnedEdit,
  returnedEditsMax,
  returnedEditsOf,
} from '@brygga/shared/document/returnedEdits';
import { CardId, newId, ReturnedEditId } from '@brygga/shared/ids';
import type { Role } from '@brygga/shared/document/roster';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { makeMembership } from '../testing/syncWorld.ts';
import type { GuardOutcome } from './guard.ts';
import { openGuardedBoard } from './testing/guardedBoard.ts';

const reasons = ({ reverted }: GuardOutcome) => reverted.map(({ change }) => change.reason);

const ownReturnedEdit = (fields: Partial<OwnReturnedEdit> = {}): OwnReturnedEdit => ({
  what: 'created',
  reason: 'card-deleted',
  card: newId(CardId),
  kind: 'note',
  title: 'Trees',
  text: '',
  value: { kind: 'note', text: 'Trees' },
  more: 0,
  at: 1,
  ...fields,
});

const revertedEdit: ReturnedEdit = { ...ownReturnedEdit(), what: 'written', reason: 'step-closed', value: undefined };

/** A person's own circle, in a copy of theirs and in somebody else's. */
const ownCircle = (role: Role = 'participant') => {
  const owner = makeMembership(role);
  const world = openGuardedBoard({ is: 'person', id: owner.actor.id });
  return {
    world,
    entries: () => returnedEditsOf(world.doc).toJSON(),
    own: world.join(owner),
    other: world.join(makeMembership('facilitator', 'host')),
  };
};

test.each(['participant', 'observer', 'facilitator'] as const)(
  'P6: a person keeps what they wrote in a deleted card, as a %s too',
  (role) => {
    const { world, own, entries } = ownCircle(role);
    const id = newId(ReturnedEditId);
    const kept = ownReturnedEdit();
    returnedEditsOf(own.doc).set(id, kept);

    expect(world.send(own)).toEqual({ reverted: [], serverWrote: false, restored: [] });
    expect(entries()).toEqual({ [id]: kept });
  },
);

test('P3: nobody adds to another person’s returned edits', () => {
  const { world, other, entries } = ownCircle();
  returnedEditsOf(other.doc).set(newId(ReturnedEditId), ownReturnedEdit());

  expect(reasons(world.send(other))).toEqual(['not-yours']);
  expect(entries()).toEqual({});
});

test.each<[string, unknown]>([
  ['a change that the guard alone reverts', revertedEdit],
  ['an entry with a field of its own', { ...ownReturnedEdit(), extra: 1 }],
  ['a value that is too long', ownReturnedEdit({ value: 'x'.repeat(returnedCardMax + 1) })],
  ['a shared type', new Y.Map([['what', 'created']])],
  ['a plain text', 'words'],
])('P3: a person does not add %s', (_name, record) => {
  const { world, own, entries } = ownCircle();
  returnedEditsOf(own.doc).set(newId(ReturnedEditId), record);

  expect(reasons(world.send(own))).toEqual(['not-a-record']);
  expect(entries()).toEqual({});
});

test('P3: a person changes no returned edit, and dismisses all', () => {
  const { world, own, entries } = ownCircle();
  const [kept, reverted] = [newId(ReturnedEditId), newId(ReturnedEditId)];
  world.asServer((doc) => void returnedEditsOf(doc).set(kept, ownReturnedEdit()));
  world.asServer((doc) => void returnedEditsOf(doc).set(reverted, revertedEdit));
  const before = entries();

  returnedEditsOf(own.doc).set(kept, ownReturnedEdit({ title: 'Other' }));
  returnedEditsOf(own.doc).set(reverted, ownReturnedEdit());
  expect(reasons(world.send(own))).toEqual(['system-only', 'system-only']);
  expect(entries()).toEqual(before);

  for (const id of [kept, reverted]) returnedEditsOf(own.doc).delete(id);
  expect(world.send(own).reverted).toEqual([]);
  expect(entries()).toEqual({});
});

test('P5: a person keeps no more than the maximum, and makes room by dismissing', () => {
  const { world, own, entries } = ownCircle();
  const ids = Array.from({ length: returnedEditsMax }, () => newId(ReturnedEditId));
  world.asServer((doc) => ids.forEach((id) => returnedEditsOf(doc).set(id, revertedEdit)));

  const late = newId(ReturnedEditId);
  returnedEditsOf(own.doc).set(late, ownReturnedEdit());
  expect(reasons(world.send(own))).toEqual(['board-full']);

  own.doc.transact(() => {
    returnedEditsOf(own.doc).delete(String(ids[0]));
    returnedEditsOf(own.doc).set(late, ownReturnedEdit());
  });
  expect(world.send(own).reverted).toEqual([]);
  expect(Object.keys(entries())).toHaveLength(returnedEditsMax);
});
