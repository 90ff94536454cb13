import { z } from 'zod';
import { type Fact, createFact } from '../../agreements/facts.ts';
import { LetterHash } from '../../agreements/workspace/state.ts';
import { LetterLanguage } from '../../document/cards/letter.ts';
import { circleOfConsortium } from '../../document/circles.ts';
import { confirmationsOf, letterBegun, letterHash, letterText } from '../../domain/letter/index.ts';
import { CardId, OrganisationId } from '../../ids.ts';
import { maySpeakFor } from '../../rules/actor.ts';
import { defineCommand } from '../command.ts';
import { memberContext } from './handover.ts';

/** Begins the letter of intent, with words of what the board says. */
export const beginLetter = defineCommand({
  input: z.object({ consortium: CardId, company: OrganisationId, language: LetterLanguage.default('en') }),
  may: ({ company }, actor) => maySpeakFor(actor, company),
  circles: ({ consortium }) => [circleOfConsortium(consortium)],
  decide(input, scene) {
    const here = memberContext(scene, input);
    if (typeof here === 'string') return here;
    const { consortium, language } = input;
    if (here.room.letter()) return { facts: [], result: { consortium } };
    const begun = letterBegun(here.its, scene.board, language);
    const by = { consortium, by: here.by, at: scene.at };
    return { facts: [createFact('letter.begun', { ...by, language, ...begun })], result: { consortium } };
  },
});

/**
 * A member confirms the letter by its text's hash. The text is read here as it is now: who has seen
 * another has confirmed nothing. When all members have confirmed this one, it is agreed.
 */
export const confirmLetter = defineCommand({
  input: z.object({ consortium: CardId, hash: LetterHash, company: OrganisationId }),
  may: ({ company }, actor) => maySpeakFor(actor, company),
  circles: ({ consortium }) => [circleOfConsortium(consortium)],
  decide(input, scene) {
    const here = memberContext(scene, input);
    if (typeof here === 'string') return here;
    const { its, room, by } = here;
    const { consortium, hash, company } = input;
    const letter = letterText(consortium, room, scene.board);
    if (!letter) return 'letter-not-begun';
    if (letterHash(letter) !== hash) return 'text-changed';
    const before = room.confirmations();
    const confirmed = before[company]?.hash === hash;
    const after = confirmationsOf(its, { ...before, [company]: { hash, by, at: scene.at } }, hash);
    const facts: Fact[] = confirmed
      ? []
      : [createFact('letter.confirmed', { consortium, company, hash, by, at: scene.at })];
    if (after.agreed && its.letter?.hash !== hash)
      facts.push(createFact('letter.agreed', { consortium, hash, at: scene.at }));
    return { facts, result: { hash } };
  },
});
