import { emptyBoard } from '@brygga/shared/agreements/board';
import { boardOf } from '@brygga/shared/agreements/board';
import { cardsOf } from '@brygga/shared/document/cards/index';
import type { NeedId } from '@brygga/shared/ids';
import { challengeId, companyPeople, facilitator, needIds, nth, stepIds } from '@brygga/shared/testing/fixtures';
import { newWorkshop } from '@brygga/shared/testing/workshop';
import { expect, test } from 'vitest';
import { HttpCommandClient } from '../commands/httpCommandClient.svelte.ts';
import { liveBoardReads } from './liveBoardReads.ts';
import { liveCards } from './liveCards.ts';
import { LiveChallenges } from './liveChallenges.ts';
import { LiveConsortia } from './liveConsortia.ts';
import { liveRoster } from './liveRoster.ts';
import { LiveSession } from './liveSession.svelte.ts';
import { countRuns } from '../testing/countRuns.svelte.ts';
import { setField } from '../testing/notes.ts';

/** A workshop with live reads over its document, as a company's person sees it. */
const liveWorkshop = () => {
  const workshop = newWorkshop();
  const { doc } = workshop;
  const { cards } = liveCards(doc);
  const consortia = new LiveConsortia(doc, cards);
  const { roster } = liveRoster(doc);
  const session = new LiveSession(doc);
  const board = liveBoardReads({
    cards,
    challenges: new LiveChallenges(doc, cards, 'board'),
    consortia,
    roster,
    session,
  });
  const asks = new HttpCommandClient({
    actor: nth(companyPeople, 2),
    board,
    boardOfCircle: () => emptyBoard,
    serverTime: () => workshop.at,
    post: () => Promise.resolve({ ok: false, problem: undefined }),
    waitUntilVisible: () => Promise.resolve(),
  });
  return { workshop, doc, board, session, asks };
};

test('a verdict is reactive to what it reads', () => {
  const { workshop, asks } = liveWorkshop();
  const consortium = workshop.foundConsortium();
  const need: NeedId = nth(needIds, 0);
  const verdicts: string[] = [];
  const seen = countRuns(() => {
    const verdict = asks.consider('seat.take', { consortium, need });
    verdicts.push('reason' in verdict ? verdict.reason : verdict.kind);
  });

  workshop.execute('seat.take', { consortium, need }, nth(companyPeople, 0));

  expect(seen.runs).toBe(2);
  expect(verdicts).toEqual(['decided', 'seat-held']);
});

test('a change of one consortium does not rerun verdicts on another', () => {
  const { workshop, doc, asks } = liveWorkshop();
  const [mine, other] = [workshop.foundConsortium(0), workshop.foundConsortium(1)];
  const verdict = countRuns(() => asks.consider('seat.take', { consortium: mine, need: nth(needIds, 0) }));

  workshop.execute('seat.take', { consortium: other, need: nth(needIds, 0) }, nth(companyPeople, 1));
  workshop.execute('member.commit', { consortium: other }, nth(companyPeople, 1));
  setField(doc, other, 'x', 400);

  expect(verdict.runs).toBe(1);
});

test('dragging a consortium does not rerun verdicts on it', () => {
  const { workshop, doc, asks } = liveWorkshop();
  const consortium = workshop.foundConsortium();
  const verdict = countRuns(() => asks.consider('seat.take', { consortium, need: nth(needIds, 0) }));

  setField(doc, consortium, 'x', 4_000);

  expect(verdict.runs).toBe(1);
});

test('a list of a challenge’s consortia reruns when one is founded, removed or reordered', () => {
  const { workshop, doc, board } = liveWorkshop();
  const lists: string[][] = [];
  const list = countRuns(() => lists.push(board.consortiaOf(challengeId).map(({ id }) => id)));

  const first = workshop.foundConsortium(0);
  expect(list.runs).toBe(2);
  const second = workshop.foundConsortium(1);
  expect(list.runs).toBe(3);
  setField(doc, first, 'order', 'zz');
  expect(list.runs).toBe(4);
  cardsOf(doc).delete(second);
  expect(list.runs).toBe(5);

  expect(lists).toEqual([[], [first], [first, second], [second, first], [first]]);
});

test('live reads equal the document', () => {
  const { workshop, doc, board } = liveWorkshop();
  const consortium = workshop.commitConsortium();
  workshop.foundConsortium(2);
  const plain = boardOf(doc);
  const { brief: _live, ...live } = { ...board.challenge(challengeId) };
  const { brief: _plain, ...challenge } = { ...plain.challenge(challengeId) };

  expect(live).toEqual(challenge);
  expect(board.consortium(consortium)).toEqual(plain.consortium(consortium));
  expect(board.consortiaOf(challengeId)).toEqual(plain.consortiaOf(challengeId));
});

test('a reader of one field of the session reruns when that field changes', () => {
  const { workshop, session } = liveWorkshop();
  const steps = [{ id: nth(stepIds, 0), title: 'Welcome', minutes: 5 }];
  const timer = countRuns(() => session.timer);
  const agenda = countRuns(() => session.agenda);

  workshop.execute('agenda.set', { steps }, facilitator);
  expect([timer.runs, agenda.runs]).toEqual([1, 2]);
  workshop.execute('step.start', { step: nth(stepIds, 0) }, facilitator);
  expect([timer.runs, agenda.runs]).toEqual([2, 2]);
  expect(session).toMatchObject({ step: nth(stepIds, 0) });
});
