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
import { documentContents } from '../testing/commandHarness.ts';
import { newWorkshop, type Workshop } from '../testing/workshop.ts';
import { commandNames } from './index.ts';

/*
 * Random people press random buttons. A failure prints fast-check's seed and path, and the shortest
 * story that fails: `fc.assert(…, { seed, path })` tells it again.
 */

/** Long enough for consortia to be founded, filled, sealed and left; by itself fast-check makes short ones. */
const length = { maxLength: 80, size: 'max' } as const;
const aStory = fc.array(commandPress, length);

const consortiaOf = ({ doc }: Workshop): readonly ConsortiumView[] => consortiaOn(doc);

/** What does not hold of a commitment, as long as the city asks for the same. */
const brokenWhenCommitted = (workshop: Workshop, its: ConsortiumView): readonly string[] => {
  if (its.status !== 'committed') return [];
  const { mustOpen } = coverageOf(workshop.board.challenge(its.challenge)?.needs ?? {}, its.seats);
  const holders = new Set<string>(
    Object.values(its.seats).flatMap(({ holder, state }) => (holder && state === 'agreed' ? [holder] : [])),
  );
  const seatless = Object.keys(its.members).filter((company) => !holders.has(company));
  return [...seatless.map((id) => `${id} is committed to nothing`), ...(mustOpen > 0 ? ['a must-need is open'] : [])];
};

/** Two consortia stand already, so that a short story has something to be about. */
const begun = () => {
  const workshop = newWorkshop();
  workshop.foundConsortium(0);
  workshop.foundConsortium(1);
  return workshop;
};

const presses = (workshop: Workshop, { name, raw, actor, after }: CommandPress) => {
  workshop.advanceClock(after);
  return workshop.execute(name, raw, actor);
};

/** What is settled in a circle alone leaves the board as it was. */
const concernsBoard = (facts: readonly Fact[]): boolean => facts.length === 0 || factsIn(boardCircle, facts).length > 0;

/** Far beyond what they take: a machine that is busy must not fail them, nor cut off a failure before its seed is told. */
const timeoutMs = 120_000;

describe('a sequence of random commands', { timeout: timeoutMs }, () => {
  test('P2: keeps the invariants of every consortium', () => {
    fc.assert(
      fc.property(aStory, (story) => {
        const workshop = begun();
        for (const it of story) {
          presses(workshop, it);
          const broken = consortiaOf(workshop).flatMap((its) => [
            ...brokenConsortiumInvariants(its),
            ...brokenWhenCommitted(workshop, its),
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
        const workshop = begun();
        const stages = () =>
          new Map(
            consortiaOf(workshop).map((its) => [
              its.id,
              consortiumStage(workshop.board.challenge(its.challenge)?.needs ?? {}, its),
            ]),
          );
        let before = stages();
        for (const it of story) {
          presses(workshop, it);
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
        const workshop = begun();
        for (const it of story) {
          const [before, decided] = [workshop.contents(), workshop.decisionCount()];
          const verdict = presses(workshop, it);
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
        const workshop = begun();
        for (const it of story) {
          if (presses(workshop, it).kind !== 'decided' || !once.includes(it.name)) continue;
          const again = workshop.execute(it.name, it.raw, it.actor);
          expect(again.kind === 'decided' ? again.facts : []).toEqual([]);
        }
      }),
      { numRuns: 200 },
    );
  });

  test('P2: reads the same on every copy, from facts and from updates in any grouping', () => {
    fc.assert(
      fc.property(aStory, fc.nat({ max: 5 }), (story, together) => {
        const [workshop, byFacts] = [begun(), begun()];
        const byUpdates = new Y.Doc();
        const updates = [Y.encodeStateAsUpdate(workshop.doc)];
        workshop.doc.on('update', (update: Uint8Array) => updates.push(update));
        for (const it of story) {
          const verdict = presses(workshop, it);
          if (verdict.kind === 'decided' && concernsBoard(verdict.facts))
            writeFacts(byFacts.doc, factsIn(boardCircle, verdict.facts));
        }
        while (updates.length > 0) Y.applyUpdate(byUpdates, Y.mergeUpdates(updates.splice(0, together + 1)));
        expect(byFacts.contents()).toEqual(workshop.contents());
        expect(documentContents(byUpdates)).toEqual(workshop.contents());
      }),
      { numRuns: 200 },
    );
  });

  test('lets every member leave its consortium', () => {
    fc.assert(
      fc.property(aStory, (story) => {
        const workshop = begun();
        for (const it of story) presses(workshop, it);
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

  const told = (workshop: Workshop, it: CommandPress | NeedEdit) =>
    'name' in it ? presses(workshop, it) : applyNeedEdit(workshop, it);

  test('P2: keeps a lead, and seats with members, in every consortium', () => {
    fc.assert(
      fc.property(story, (all) => {
        const workshop = begun();
        for (const it of all) {
          told(workshop, it);
          expect(consortiaOf(workshop).flatMap((its) => brokenConsortiumInvariants(its))).toEqual([]);
        }
      }),
      { numRuns: 200 },
    );
  });

  test('lets a consortium commit whenever all have and all musts are covered', () => {
    fc.assert(
      fc.property(story, (all) => {
        const workshop = begun();
        for (const it of all) told(workshop, it);
        for (const its of consortiaOf(workshop)) sealsIfAllStands(workshop, its);
      }),
      { numRuns: 200 },
    );
  });
});

const sealsIfAllStands = (workshop: Workshop, { id: consortium, status, members, seats }: ConsortiumView) => {
  const needs = workshop.board.challenge(challengeId)?.needs ?? {};
  const allSaidYes = Object.values(members).every((member) => member.status === 'committed');
  const [held] = needsInOrder(needs).flatMap(({ id }) => (isCovered(seats[id]) ? (seats[id]?.holder ?? []) : []));
  if (status !== 'forming' || !allSaidYes || !held || coverageOf(needs, seats).mustOpen > 0) return;
  workshop.execute('member.commit', { consortium, company: held }, facilitator);
  expect(workshop.consortium(consortium).status).toBe('committed');
};
