import { isCovered } from '../agreements/consortium/state.ts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { consortiaOn, type ConsortiumView } from '../agreements/board.ts';
import { type Fact, factsIn, writeFacts } from '../agreements/facts.ts';
import { boardCircle } from '../document/circles.ts';
import { consortiumTransitions, consortiumStage } from '../domain/consortium/stage.ts';
import { coverageOf, needsInOrder } from '../domain/consortium/coverage.ts';
import type { CardId } from '../ids.ts';
import { type NeedEdit, needEdit, applyNeedEdit, type CommandPress, commandPress } from '../testing/commandPresses.ts';
import { brokenConsortiumInvariants } from '../testing/invariants.ts';
import { challengeId, facilitator } from '../testing/fixtures.ts';
import { documentContents } from '../testing/documentContents.ts';
import { newWorkshop, type Workshop } from '../testing/workshop.ts';
import { commandNames } from './index.ts';

/*
 * Random people press random buttons. A failure prints fast-check's seed and path, and the shortest
 * story that fails: `fc.assert(…, { seed, path })` tells it again.
 */

/** Long enough for consortia to be founded, filled, committed and left; fast-check's own stories are short. */
const length = { maxLength: 80, size: 'max' } as const;
const aStory = fc.array(commandPress, length);

const consortiaOf = ({ doc }: Workshop): readonly ConsortiumView[] => consortiaOn(doc);

/** What does not hold of a commitment, as long as the city asks for the same. */
const brokenWhenCommitted = (workshop: Workshop, consortium: ConsortiumView): readonly string[] => {
  if (consortium.status !== 'committed') return [];
  const { mustOpen } = coverageOf(workshop.board.challenge(consortium.challenge)?.needs ?? {}, consortium.seats);
  const holders = new Set<string>(
    Object.values(consortium.seats).flatMap(({ holder, state }) => (holder && state === 'agreed' ? [holder] : [])),
  );
  const seatless = Object.keys(consortium.members).filter((company) => !holders.has(company));
  return [...seatless.map((id) => `${id} is committed to nothing`), ...(mustOpen > 0 ? ['a must-need is open'] : [])];
};

/** Two consortia are founded already, so that a short story has something to be about. */
const beginWorkshop = () => {
  const workshop = newWorkshop();
  workshop.foundConsortium(0);
  workshop.foundConsortium(1);
  return workshop;
};

const executePress = (workshop: Workshop, { name, raw, actor, after }: CommandPress) => {
  workshop.advanceClock(after);
  return workshop.execute(name, raw, actor);
};

/** Facts of a circle alone leave the board as it was. */
const concernsBoard = (facts: readonly Fact[]): boolean => facts.length === 0 || factsIn(boardCircle, facts).length > 0;

/** Far above what the tests take, so that a busy machine neither fails them nor cuts off a failure before its seed is printed. */
const timeoutMs = 120_000;

describe('a sequence of random commands', { timeout: timeoutMs }, () => {
  test('P2: keeps the invariants of every consortium', () => {
    fc.assert(
      fc.property(aStory, (story) => {
        const workshop = beginWorkshop();
        for (const press of story) {
          executePress(workshop, press);
          const broken = consortiaOf(workshop).flatMap((consortium) => [
            ...brokenConsortiumInvariants(consortium),
            ...brokenWhenCommitted(workshop, consortium),
          ]);
          expect(broken).toEqual([]);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('P2: takes every consortium along its transitions', () => {
    fc.assert(
      fc.property(aStory, (story) => {
        const workshop = beginWorkshop();
        const stages = () =>
          new Map(
            consortiaOf(workshop).map((consortium) => [
              consortium.id,
              consortiumStage(workshop.board.challenge(consortium.challenge)?.needs ?? {}, consortium),
            ]),
          );
        let before = stages();
        for (const press of story) {
          executePress(workshop, press);
          const after = stages();
          for (const [id, stage] of after) {
            const was = before.get(id) ?? stage;
            if (was !== stage) expect(consortiumTransitions[was]).toContain(stage);
          }
          before = after;
        }
      }),
      { numRuns: 200 },
    );
  });

  test('P2: counts each decision once, and changes nothing on a refusal', () => {
    fc.assert(
      fc.property(aStory, (story) => {
        const workshop = beginWorkshop();
        for (const press of story) {
          const [before, decided] = [workshop.contents(), workshop.decisionCount()];
          const verdict = executePress(workshop, press);
          if (verdict.kind === 'decided')
            expect(workshop.decisionCount()).toBe(decided + Number(concernsBoard(verdict.facts)));
          else expect(workshop.contents()).toEqual(before);
        }
      }),
      { numRuns: 200 },
    );
  });

  test('P2: decides nothing more when a command is repeated at once', () => {
    const once = commandNames.filter(
      (name) => !['timer.start', 'timer.extend', 'spotlight.set', 'agenda.set'].includes(name),
    );
    fc.assert(
      fc.property(aStory, (story) => {
        const workshop = beginWorkshop();
        for (const press of story) {
          if (executePress(workshop, press).kind !== 'decided' || !once.includes(press.name)) continue;
          const again = workshop.execute(press.name, press.raw, press.actor);
          expect(again.kind === 'decided' ? again.facts : []).toEqual([]);
        }
      }),
      { numRuns: 200 },
    );
  });

  test('P2: reads the same on every copy, from facts and from updates in any grouping', () => {
    fc.assert(
      fc.property(aStory, fc.nat({ max: 5 }), (story, batchSize) => {
        const [workshop, byFacts] = [beginWorkshop(), beginWorkshop()];
        const byUpdates = new Y.Doc();
        const updates = [Y.encodeStateAsUpdate(workshop.doc)];
        workshop.doc.on('update', (update: Uint8Array) => updates.push(update));
        for (const press of story) {
          const verdict = executePress(workshop, press);
          if (verdict.kind === 'decided' && concernsBoard(verdict.facts))
            writeFacts(byFacts.doc, factsIn(boardCircle, verdict.facts));
        }
        while (updates.length > 0) Y.applyUpdate(byUpdates, Y.mergeUpdates(updates.splice(0, batchSize + 1)));
        expect(byFacts.contents()).toEqual(workshop.contents());
        expect(documentContents(byUpdates)).toEqual(workshop.contents());
      }),
      { numRuns: 200 },
    );
  });

  test('P2: lets every member leave its consortium', () => {
    fc.assert(
      fc.property(aStory, (story) => {
        const workshop = beginWorkshop();
        for (const press of story) executePress(workshop, press);
        for (const { id: consortium } of consortiaOf(workshop)) everybodyLeaves(workshop, consortium);
      }),
      { numRuns: 100 },
    );
  });
});

/** Members withdraw one by one, the lead last; its table is cleared. */
const everybodyLeaves = (workshop: Workshop, consortium: CardId) => {
  const { lead, members, status } = workshop.consortium(consortium);
  const others = Object.keys(members).filter((company) => company !== lead);
  if (status !== 'dissolved') {
    for (const company of [...others, lead]) {
      expect(workshop.execute('member.withdraw', { consortium, company }, facilitator).kind).toBe('decided');
    }
  }
  expect(workshop.execute('consortium.remove', { consortium, company: lead }, facilitator).kind).toBe('decided');
};

describe('a sequence in which the city changes its needs', { timeout: timeoutMs }, () => {
  const story = fc.array(fc.oneof({ weight: 4, arbitrary: commandPress }, { weight: 1, arbitrary: needEdit }), length);

  const play = (workshop: Workshop, event: CommandPress | NeedEdit) =>
    'name' in event ? executePress(workshop, event) : applyNeedEdit(workshop, event);

  test('P2: keeps a lead, and seats with members, in every consortium', () => {
    fc.assert(
      fc.property(story, (events) => {
        const workshop = beginWorkshop();
        for (const event of events) {
          play(workshop, event);
          expect(consortiaOf(workshop).flatMap((view) => brokenConsortiumInvariants(view))).toEqual([]);
        }
      }),
      { numRuns: 200 },
    );
  });

  test('P2: lets a consortium commit once all members have and every must-need is covered', () => {
    fc.assert(
      fc.property(story, (events) => {
        const workshop = beginWorkshop();
        for (const event of events) play(workshop, event);
        for (const consortium of consortiaOf(workshop)) expectCommitIfReady(workshop, consortium);
      }),
      { numRuns: 200 },
    );
  });
});

const expectCommitIfReady = (workshop: Workshop, { id: consortium, status, members, seats }: ConsortiumView) => {
  const needs = workshop.board.challenge(challengeId)?.needs ?? {};
  const allSaidYes = Object.values(members).every((member) => member.status === 'committed');
  const [held] = needsInOrder(needs).flatMap(({ id }) => (isCovered(seats[id]) ? (seats[id]?.holder ?? []) : []));
  if (status !== 'forming' || !allSaidYes || !held || coverageOf(needs, seats).mustOpen > 0) return;
  workshop.execute('member.commit', { consortium, company: held }, facilitator);
  expect(workshop.consortium(consortium).status).toBe('committed');
};
