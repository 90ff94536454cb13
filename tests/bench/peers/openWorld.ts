import { recordsOf } from '@brygga/shared/document/roots';
import * as Y from 'yjs';
import type { World, WorldSize } from './peer.ts';

const companies = 40;
const personId = (person: number): string => `benchperson${String(person).padStart(6, '0')}`;
const companyId = (company: number): string => `benchcompany${String(company).padStart(6, '0')}`;

/** A world for peers that ask nobody who they are. */
export const openWorld = ({ people }: WorldSize, pathOf: (room: string) => string): World => {
  const roomName = (room: number) => `room${String(room).padStart(6, '0')}`;
  return {
    folder: undefined,
    roomName,
    seat: (port, room, person) => ({
      address: { port, path: pathOf(roomName(room)), headers: {} },
      person: personId(person),
    }),
    roster: () => rosterOf(people),
  };
};

/** As many records as Brygga's board has for its people, so that the same board is opened everywhere. */
const rosterOf = (people: number): Uint8Array => {
  const doc = new Y.Doc();
  doc.transact(() => {
    for (let company = 0; company < companies; company += 1) {
      const record = { kind: 'company', name: `Company ${company}`, country: 'SE' };
      recordsOf(doc, 'organisations').set(companyId(company), new Y.Map(Object.entries(record)));
    }
    for (let person = 0; person < people; person += 1) {
      const record = { name: `Guest ${person}`, organisation: companyId(person % companies), role: 'participant' };
      recordsOf(doc, 'people').set(personId(person), new Y.Map(Object.entries(record)));
    }
  });
  const update = Y.encodeStateAsUpdate(doc);
  doc.destroy();
  return update;
};
