import { z } from 'zod';
import { type Fact, createFact } from '../../agreements/facts.ts';
import { LetterHash } from '../../agreements/workspace/state.ts';
import { LetterLanguage } from '../../document/cards/letter.ts';
import { circleOfConsortium } from '../../document/circles.ts';
import { confirmationsOf } from '../../domain/letter/confirmations.ts';
import { initialLetter } from '../../domain/letter/initialLetter.ts';
import { letterHash } from '../../domain/letter/letterMarkdown.ts';
import { letterText } from '../../domain/letter/letterText.ts';
import { CardId, OrganisationId } from '../../ids.ts';
import { maySpeakFor, rightReasons } from '../../rules/actor.ts';
import { definePersonCommand } from '../command.ts';
import { membershipReasons } from '../activeConsortium.ts';
import { memberContext } from './memberContext.ts';

/** Begins the letter of intent, with texts filled in from the board. */
export const begin = definePersonCommand({
  input: z.object({ consortium: CardId, company: OrganisationId, language: LetterLanguage.default('en') }),
  reasons: {
    forbidden: rightReasons.maySpeakFor,
    refused: membershipReasons,
  },
  may: ({ company }, actor) => maySpeakFor(actor, company),
  circles: ({ consortium }) => [circleOfConsortium(consortium)],
  decide(input, context) {
    const member = memberContext(context, input);
    if (typeof member === 'string') return member;
    const { consortium, language } = input;
    if (member.workspace.letter()) return { facts: [], result: { consortium } };
    const { title, texts } = initialLetter(member.consortium, context.board, language);
    const begun = { consortium, by: member.by, at: context.at, language, title, texts };
    return { facts: [createFact('letter.begun', begun)], result: { consortium } };
  },
});

/**
 * Confirms the letter for a member, by the hash of its text. The hash is compared with the text as it is
 * now, so that nobody confirms a text that has changed meanwhile. The last confirmation agrees the letter.
 */
export const confirm = definePersonCommand({
  input: z.object({ consortium: CardId, hash: LetterHash, company: OrganisationId }),
  reasons: {
    forbidden: rightReasons.maySpeakFor,
    refused: [...membershipReasons, 'letter-not-begun', 'text-changed'],
  },
  may: ({ company }, actor) => maySpeakFor(actor, company),
  circles: ({ consortium }) => [circleOfConsortium(consortium)],
  decide(input, context) {
    const member = memberContext(context, input);
    if (typeof member === 'string') return member;
    const { workspace, by } = member;
    const { consortium, hash, company } = input;
    const { at } = context;
    const letter = letterText(consortium, workspace, context.board);
    if (!letter) return 'letter-not-begun';
    if (letterHash(letter) !== hash) return 'text-changed';
    const confirmations = workspace.confirmations();
    const isConfirmed = confirmations[company]?.hash === hash;
    const { agreed } = confirmationsOf(member.consortium, { ...confirmations, [company]: { hash, by, at } }, hash);
    const facts: Fact[] = isConfirmed ? [] : [createFact('letter.confirmed', { consortium, company, hash, by, at })];
    if (agreed && member.consortium.letter?.hash !== hash) {
      facts.push(createFact('letter.agreed', { consortium, hash, at }));
    }
    return { facts, result: { hash } };
  },
});
