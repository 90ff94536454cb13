import { createFact, writeFacts } from '@brygga/shared/agreements/facts';
import type { Circle } from '@brygga/shared/document/circles';
import { putCard } from '@brygga/shared/document/cards/index';
import { CardId, newId, type OrganisationId } from '@brygga/shared/ids';
import type { Membership } from '../access/membership.ts';
import { makeMembership, type SyncWorld } from './syncWorld.ts';

export const organisationOf = ({ identity }: Membership): OrganisationId => identity.organisation;

/** A workshop with a city's challenge and a consortium that one of two companies has founded. All people are admitted and listed. */
export const openTestCircles = async (world: SyncWorld) => {
  const people = {
    founder: world.admit(makeMembership()),
    rival: world.admit(makeMembership()),
    mayor: world.admit(makeMembership('participant', 'city')),
    host: world.admit(makeMembership('facilitator', 'host')),
    observer: world.admit(makeMembership('observer')),
  };
  const { founder, mayor } = people;
  const [challenge, consortium] = [newId(CardId), newId(CardId)];
  await world.rooms.create(world.workshop, (doc) => {
    putCard(doc, challenge, {
      kind: 'challenge',
      city: organisationOf(mayor),
      title: 'Cool streets',
      brief: '',
      outcome: '',
      sector: 'waste',
      needs: {},
      x: 0,
      y: 0,
      w: 400,
      h: 300,
      order: 'a0',
      createdBy: mayor.actor.id,
      createdAt: 0,
    });
    for (const { identity } of Object.values(people)) {
      const { id: person, name, role, organisation, organisationName, kind } = identity;
      writeFacts(doc, [
        createFact('organisation.listed', { organisation, kind, name: organisationName, country: 'SE' }),
        createFact('person.listed', { person, name, role, organisation }),
      ]);
    }
    const founded = createFact('consortium.founded', {
      consortium,
      challenge,
      name: 'Shade',
      x: 0,
      y: 400,
      lead: organisationOf(founder),
      by: founder.actor.id,
      at: 0,
    });
    writeFacts(doc, [founded]);
  });
  const workspace: Circle = { is: 'consortium', id: consortium };
  const city: Circle = { is: 'city', id: organisationOf(mayor) };
  return { people, challenge, consortium, workspace, city };
};

export type TestCircles = Awaited<ReturnType<typeof openTestCircles>>;
