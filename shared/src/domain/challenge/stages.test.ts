import { describe, expect, test } from 'vitest';
import { type ChallengeStatus, challengeStatuses } from '../../agreements/challenge/state.ts';
import { parseCard, type ChallengeCard } from '../../document/cards/index.ts';
import { challengeId, companyIds, nth, readyBrief } from '../../testing/fixtures.ts';
import {
  callEnd,
  challengeTransitions,
  isPrivate,
  lastDayOfCall,
  nextStatuses,
  type StageChangeContext,
  unmetExitTests,
} from './stages.ts';

const card = (): ChallengeCard => {
  const read = parseCard(challengeId, readyBrief);
  if (read?.kind !== 'challenge') throw new Error('The brief of the tests is none');
  return read;
};

const lead = nth(companyIds, 0);
const covering = {
  status: 'forming',
  lead,
  members: { [lead]: { status: 'joined', joinedAt: 1, by: readyBrief.createdBy } },
  seats: Object.fromEntries(
    Object.keys(readyBrief.needs ?? {}).map((need) => [need, { holder: lead, state: 'agreed', alternates: [] }]),
  ),
} as unknown as StageChangeContext['consortia'][number];

/** Everything that any exit test asks for. */
const all = (status: ChallengeStatus): StageChangeContext => ({
  challenge: card(),
  agreement: { status, moves: [], neutral: { by: card().createdBy, at: 1 } },
  consortia: [covering],
  why: 'Because',
  outcome: 'pilot',
  at: Date.UTC(2026, 0, 1),
});

const everyArrow = challengeStatuses.flatMap((from) => nextStatuses(from).map((to) => ({ from, to })));

describe('stage changes of a challenge', () => {
  test.each(everyArrow)('$from → $to is open once its exit tests hold', ({ from, to }) => {
    expect(unmetExitTests(to, all(from))).toEqual([]);
  });

  test('skip no stage', () => {
    const arrows = new Set(everyArrow.map(({ from, to }) => `${from} ${to}`));
    for (const from of challengeStatuses) {
      for (const to of challengeStatuses) {
        if (!arrows.has(`${from} ${to}`)) expect(unmetExitTests(to, all(from)), `${from} → ${to}`).toBeUndefined();
      }
    }
  });

  test('lead from a draft to every stage, and end in three stages', () => {
    const reached = new Set<ChallengeStatus>(['draft']);
    for (const from of reached) for (const to of nextStatuses(from)) reached.add(to);

    expect([...reached].sort()).toEqual([...challengeStatuses].sort());
    expect(challengeStatuses.filter((status) => nextStatuses(status).length === 0)).toEqual([
      'replicated',
      'closed',
      'withdrawn',
    ]);
  });

  test('make it public with the call, and never private again but to reopen the call', () => {
    const back = everyArrow.filter(({ from, to }) => !isPrivate(from) && isPrivate(to));

    expect(back).toEqual([{ from: 'call', to: 'scoping' }]);
  });
});

describe('an exit test', () => {
  const lacking: readonly [ChallengeStatus, ChallengeStatus, Partial<StageChangeContext>, string][] = [
    ['draft', 'scoping', { challenge: { ...card(), brief: '' } }, 'brief-not-begun'],
    ['scoping', 'call', { challenge: { ...card(), decisionMaker: '' } }, 'brief-not-ready'],
    ['scoping', 'call', { agreement: { status: 'scoping', moves: [] } }, 'neutrality-unconfirmed'],
    [
      'call',
      'screening',
      { agreement: { status: 'call', moves: [], callUntil: Date.UTC(2026, 0, 2) } },
      'call-still-open',
    ],
    ['call', 'scoping', { why: ' ' }, 'why-needed'],
    ['workshop', 'forming', { challenge: { ...card(), needs: {} } }, 'needs-missing'],
    ['forming', 'pitching', { consortia: [] }, 'no-viable-consortium'],
    ['forming', 'pitching', { consortia: [{ ...covering, seats: {} }] }, 'no-viable-consortium'],
    ['forming', 'pitching', { consortia: [{ ...covering, status: 'dissolved' }] }, 'no-viable-consortium'],
    ['pitching', 'decided', { outcome: undefined }, 'outcome-needed'],
    ['pitching', 'decided', { why: '' }, 'why-needed'],
  ];

  test.each(lacking)('%s → %s without %o is not passed', (from, to, without, reason) => {
    expect(unmetExitTests(to, { ...all(from), ...without })).toContain(reason);
  });

  test('exists for every stage change with a condition', () => {
    const untested = challengeStatuses.flatMap((from) =>
      Object.entries(challengeTransitions[from])
        .filter(([, tests]) => tests?.length === 0)
        .map(([to]) => `${from} ${to}`),
    );

    expect(untested).toEqual(['reported followup']);
  });
});

test('a call ends when its last day has ended everywhere on earth, and names that day whoever reads it', () => {
  const end = callEnd('2026-03-01');

  expect(new Date(end).toISOString()).toBe('2026-03-02T12:00:00.000Z');
  expect(lastDayOfCall(end)).toBe('2026-03-01');
});
