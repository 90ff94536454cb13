import { z } from 'zod';
import { createFact } from '../../agreements/facts.ts';
import { circleOfConsortium } from '../../document/circles.ts';
import { CardId, OrganisationId } from '../../ids.ts';
import { maySpeakFor, rightReasons } from '../../rules/actor.ts';
import { definePersonCommand } from '../command.ts';
import { membershipReasons } from '../activeConsortium.ts';
import { memberContext } from './memberContext.ts';

/** Begins the draft of the pitch, which all members then write together. */
export const begin = definePersonCommand({
  input: z.object({ consortium: CardId, company: OrganisationId }),
  reasons: {
    forbidden: rightReasons.maySpeakFor,
    refused: membershipReasons,
  },
  may: ({ company }, actor) => maySpeakFor(actor, company),
  circles: ({ consortium }) => [circleOfConsortium(consortium)],
  decide(input, context) {
    const member = memberContext(context, input);
    if (typeof member === 'string') return member;
    const result = { consortium: input.consortium };
    if (member.workspace.draft()) return { facts: [], result };
    return {
      facts: [createFact('draft.begun', { consortium: input.consortium, by: member.by, at: context.at })],
      result,
    };
  },
});
