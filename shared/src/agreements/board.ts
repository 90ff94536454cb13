import type * as Y from 'yjs';
import { cardsOf, readCard, type ChallengeCard } from '../document/cards/index.ts';
import { byOrderThenId } from '../document/order.ts';
import { fieldsOf, readBy, recordsOf } from '../document/roots.ts';
import { RosterOrganisation, RosterPerson } from '../document/roster.ts';
import { type Box, freePoint, pointForConsortium } from '../document/placement.ts';
import { CardId, newId, OrganisationId, PersonId, RecordId } from '../ids.ts';
import { type ChallengeAgreement, challengeAgreementOrDefault } from './challenge/state.ts';
import { ConsortiumAgreement } from './consortium/state.ts';
import { type VaultReads, readVault } from './vault.ts';
import { emptyWorkspace, type ConsortiumWorkspace, readWorkspace } from './workspace/workspace.ts';
import { Session } from './session/state.ts';
import { Announcement, Disclosure, Question } from './questions/state.ts';

export interface ConsortiumView extends ConsortiumAgreement {
  readonly id: CardId;
  readonly challenge: CardId;
  readonly name: string;
}

/**
 * What a command reads of the board. The server reads the open document, the client its live records;
 * both reach the same verdict.
 */
export interface Board {
  challenge(id: CardId): ChallengeCard | undefined;
  /** The agreement of a challenge; undefined where there is no such challenge. */
  challengeAgreement(id: CardId): ChallengeAgreement | undefined;
  consortium(id: CardId): ConsortiumView | undefined;
  /** Consortia that answer this challenge, in the board's order. */
  consortiaOf(challenge: CardId): readonly ConsortiumView[];
  /** All consortia of the board. */
  consortia(): readonly ConsortiumView[];
  organisation(id: OrganisationId): RosterOrganisation | undefined;
  person(id: PersonId): RosterPerson | undefined;
  session(): Session;
  /** As this circle knows it; the board itself has no questions. */
  question(id: RecordId): Question | undefined;
  questions(): readonly Question[];
  disclosure(id: RecordId): Disclosure | undefined;
  /** Secrets. Present only where the server decides a command; a verdict on the client never reads it. */
  readonly vault?: VaultReads;
  /** A consortium's workspace; empty in any other circle. */
  workspace(): ConsortiumWorkspace;
}

export const readConsortiumAgreement = readBy(ConsortiumAgreement);
export const readQuestion = readBy(Question);
export const readDisclosure = readBy(Disclosure);
export const readAnnouncement = readBy(Announcement);
export const readOrganisation = readBy(RosterOrganisation);
export const readPerson = readBy(RosterPerson);

export type AnnouncementView = Announcement & { readonly id: RecordId };

/** All announcements, the latest first. */
export const announcementsOn = (doc: Y.Doc): readonly AnnouncementView[] =>
  [...recordsOf(doc, 'announcements')]
    .flatMap(([key, record]) => {
      const id = RecordId.safeParse(key).data;
      const announcement = readAnnouncement(record);
      return id && announcement ? [{ ...announcement, id }] : [];
    })
    .sort((a, b) => b.at - a.at || (a.id < b.id ? -1 : 1));

export const readSession = (doc: Y.Doc): Session => Session.parse(fieldsOf(doc, 'session').toJSON());

/** How many commands that concern this document have been decided. */
export const decidedOf = (doc: Y.Doc): number => Number(fieldsOf(doc, 'meta').get('decided') ?? 0);

/** Chooses a new consortium's id, and a free point near its challenge. */
export const newConsortiumOn =
  (doc: Y.Doc, newConsortium = () => newId(CardId)) =>
  (challenge: Box): { consortium: CardId; x: number; y: number } => {
    const others = [...cardsOf(doc)].flatMap(([id, map]) => readCard(id, map) ?? []);
    return { consortium: newConsortium(), ...pointForConsortium(challenge, others) };
  };

/** A point on this board for a card of the given size, on no other card. */
export const freePointOn =
  (doc: Y.Doc) =>
  (size: Pick<Box, 'w' | 'h'>): { x: number; y: number } =>
    freePoint(
      size,
      [...cardsOf(doc)].flatMap(([id, map]) => readCard(id, map) ?? []),
    );

/** A board without anything on it. */
export const emptyBoard: Board = {
  challenge: () => undefined,
  challengeAgreement: () => undefined,
  consortium: () => undefined,
  consortiaOf: () => [],
  consortia: () => [],
  organisation: () => undefined,
  person: () => undefined,
  session: () => Session.parse({}),
  question: () => undefined,
  questions: () => [],
  disclosure: () => undefined,
  workspace: () => emptyWorkspace,
};

/** A consortium's card and its agreement, read together; undefined if one of them is missing or unreadable. */
const consortiumOn = (
  doc: Y.Doc,
  id: string,
): { readonly id: CardId; readonly order: string; readonly view: ConsortiumView } | undefined => {
  const card = readCard(id, cardsOf(doc).get(id));
  const agreement = readConsortiumAgreement(recordsOf(doc, 'agreements').get(id));
  return card?.kind === 'consortium' && agreement
    ? {
        id: card.id,
        order: card.order,
        view: { ...agreement, id: card.id, challenge: card.challenge, name: card.name },
      }
    : undefined;
};

/** All consortia, in the board's order. */
export const consortiaOn = (doc: Y.Doc): readonly ConsortiumView[] => {
  // By agreements rather than by cards, which are far more.
  const consortia = [...recordsOf(doc, 'agreements').keys()].flatMap((id) => consortiumOn(doc, id) ?? []);
  return consortia.sort(byOrderThenId).map(({ view }) => view);
};

const recordsById = <Id, Value>(
  doc: Y.Doc,
  root: 'people' | 'organisations',
  ids: { safeParse(key: string): { data?: Id | undefined } },
  read: (written: unknown) => Value | undefined,
): ReadonlyMap<Id, Value> =>
  new Map(
    [...recordsOf(doc, root)].flatMap(([key, written]) => {
      const id = ids.safeParse(key).data;
      const value = read(written);
      return id !== undefined && value !== undefined ? [[id, value] as const] : [];
    }),
  );

/** The roster's people; records that can't be read are left out. */
export const peopleOn = (doc: Y.Doc): ReadonlyMap<PersonId, RosterPerson> =>
  recordsById(doc, 'people', PersonId, readPerson);

/** The roster's organisations; records that can't be read are left out. */
export const organisationsOn = (doc: Y.Doc): ReadonlyMap<OrganisationId, RosterOrganisation> =>
  recordsById(doc, 'organisations', OrganisationId, readOrganisation);

/** Reads a board, or a city's circle, from its open document, on demand and without a cache. */
export const boardOf = (doc: Y.Doc, where: 'board' | 'city' = 'board'): Board => ({
  challengeAgreement: (id) => challengeAgreementOrDefault(doc, id, where),
  consortium: (id) => consortiumOn(doc, id)?.view,
  challenge(id) {
    const card = readCard(id, cardsOf(doc).get(id));
    return card?.kind === 'challenge' ? card : undefined;
  },
  consortia: () => consortiaOn(doc),
  consortiaOf: (challenge) => consortiaOn(doc).filter((view) => view.challenge === challenge),
  organisation: (id) => readOrganisation(recordsOf(doc, 'organisations').get(id)),
  person: (id) => readPerson(recordsOf(doc, 'people').get(id)),
  session: () => readSession(doc),
  question: (id) => readQuestion(recordsOf(doc, 'questions').get(id)),
  questions: () => [...recordsOf(doc, 'questions').values()].flatMap((record) => readQuestion(record) ?? []),
  disclosure: (id) => readDisclosure(recordsOf(doc, 'disclosures').get(id)),
  vault: readVault(doc),
  workspace: () => readWorkspace(doc),
});
