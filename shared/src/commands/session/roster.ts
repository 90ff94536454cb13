import { z } from 'zod';
import { type Fact, createFact } from '../../agreements/facts.ts';
import { RosterOrganisation, RosterPerson } from '../../document/roster.ts';
import { PersonId } from '../../ids.ts';
import { mayActAsServer, rightReasons } from '../../rules/actor.ts';
import { defineCommand } from '../command.ts';

/** The server lists who has come in, and their organisation; listing the same again changes nothing. */
export const list = defineCommand({
  input: z.object({
    person: PersonId,
    ...RosterPerson.shape,
    organisationListed: RosterOrganisation,
  }),
  reasons: {
    forbidden: rightReasons.mayActAsServer,
    refused: [],
  },
  may: (_input, actor) => mayActAsServer(actor),
  decide({ person, organisationListed, ...listed }, { board }) {
    const facts: Fact[] = [];
    if (!same(board.organisation(listed.organisation), organisationListed)) {
      facts.push(createFact('organisation.listed', { organisation: listed.organisation, ...organisationListed }));
    }
    if (!same(board.person(person), listed)) facts.push(createFact('person.listed', { person, ...listed }));
    return { facts, result: { person } };
  },
});

/** The server takes off who is no longer in; what their company has agreed to stays agreed. */
export const remove = defineCommand({
  input: z.object({ person: PersonId }),
  reasons: {
    forbidden: rightReasons.mayActAsServer,
    refused: [],
  },
  may: (_input, actor) => mayActAsServer(actor),
  decide({ person }, { board }) {
    const facts = board.person(person) ? [createFact('person.unlisted', { person })] : [];
    return { facts, result: { person } };
  },
});

const same = (before: object | undefined, after: object): boolean =>
  before !== undefined &&
  Object.keys({ ...before, ...after }).every((key) => Reflect.get(before, key) === Reflect.get(after, key));
