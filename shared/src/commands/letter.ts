import { z } from 'zod';
import { type Fact, settled } from '../agreements/facts.ts';
import { LetterHash } from '../agreements/room.ts';
import { LetterLanguage } from '../document/cards/letter.ts';
import { circleOfConsortium } from '../document/circles.ts';
import { confirmationsOf, letterBegun, letterHash, letterText } from '../domain/letter/index.ts';
import { CardId, OrganisationId } from '../ids.ts';
import { speaksFor } from '../rules/actor.ts';
import { command } from './command.ts';
import { inRoom } from './room.ts';

/** Begins the letter of intent, with words of what the board says. */
export const begin = command({
  input: z.object({ consortium: CardId, company: OrganisationId, language: LetterLanguage.default('en') }),
  may: ({ company }, actor) => speaksFor(actor, company),
  circles: ({ consortium }) => [circleOfConsortium(consortium)],
  decide(input, scene) {
    const here = inRoom(scene, input);
    if (typeof here === 'string') return here;
    const { consortium, language } = input;
    if (here.room.letter()) return { facts: [], result: { consortium } };
    const begun = letterBegun(here.its, scene.board, language);
    const by = { consortium, by: here.by, at: scene.at };
    return { facts: [settled('letter.begun', { ...by, language, ...begun })], result: { consortium } };
  },
});

/**
 * A member confirms the letter by its text's hash. The text is read here as it is now: who has seen
 * another has confirmed nothing. When all members have confirmed this one, it is agreed.
 */
export const confirm = command({
  input: z.object({ consortium: CardId, hash: LetterHash, company: OrganisationId }),
  may: ({ company }, actor) => speaksFor(actor, company),
  circles: ({ consortium }) => [circleOfConsortium(consortium)],
  decide(input, scene) {
    const here = inRoom(scene, input);
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
      : [settled('letter.confirmed', { consortium, company, hash, by, at: scene.at })];
    if (after.agreed && its.letter?.hash !== hash)
      facts.push(settled('letter.agreed', { consortium, hash, at: scene.at }));
    return { facts, result: { hash } };
  },
});
