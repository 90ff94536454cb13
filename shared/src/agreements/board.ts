import type * as Y from 'yjs';
import { cardsOf, readCard, type ChallengeCard } from '../document/cards/index.ts';
import { fieldsOf, readBy, recordsOf } from '../document/roots.ts';
import { RosterOrganisation, RosterPerson } from '../document/roster.ts';
import { type Box, freePoint, pointForConsortium } from '../domain/board/placement.ts';
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
 * What a command may know of the board. The server reads the open document, the client its live
 * records: a verdict that was reached over either is the same.
 */
export interface Board {
  challenge(id: CardId): ChallengeCard | undefined;
  /** How a challenge stands; undefined where this board has none of this id. */
  challengeAgreement(id: CardId): ChallengeAgreement | undefined;
  consortium(id: CardId): ConsortiumView | undefined;
  /** Consortia that answer this challenge, in the order in which they lie on the board. */
  consortiaOf(challenge: CardId): readonly ConsortiumView[];
  /** All consortia of the board. */
  consortia(): readonly ConsortiumView[];
  organisation(id: OrganisationId): RosterOrganisation | undefined;
  person(id: PersonId): RosterPerson | undefined;
  session(): Session;
  /** As far as this circle knows it; the board itself has none. */
  question(id: RecordId): Question | undefined;
  questions(): readonly Question[];
  disclosure(id: RecordId): Disclosure | undefined;
  /** What is told in confidence. It is at hand where a command is decided and nowhere else: no verdict before rests on it. */
  readonly vault?: VaultReads;
  /** What lies in a consortium's room, where this is one; empty everywhere else. */
  workspace(): ConsortiumWorkspace;
}

export const readConsortiumAgreement = readBy(ConsortiumAgreement);
export const readQuestion = readBy(Question);
export const readDisclosure = readBy(Disclosure);
export const readAnnouncement = readBy(Announcement);
export const readOrganisation = readBy(RosterOrganisation);
export const readPerson = readBy(RosterPerson);

/** What an announcement is told by. */
export type AnnouncementView = Announcement & { readonly id: RecordId };

/** What everyone was told, the latest first. */
export const announcementsOn = (doc: Y.Doc): readonly AnnouncementView[] =>
  [...recordsOf(doc, 'announcements')]
    .flatMap(([key, written]) => {
      const id = RecordId.safeParse(key).data;
      const found = readAnnouncement(written);
      return id && found ? [{ ...found, id }] : [];
    })
    .sort((a, b) => b.at - a.at || (a.id < b.id ? -1 : 1));

export const readSession = (doc: Y.Doc): Session => Session.parse(fieldsOf(doc, 'session').toJSON());

/** How many commands this document has seen decided: it rises with each. */
export const decidedOf = (doc: Y.Doc): number => Number(fieldsOf(doc, 'meta').get('decided') ?? 0);

const byOrder = (a: { order: string; view: ConsortiumView }, b: { order: string; view: ConsortiumView }): number =>
  (a.order === b.order ? a.view.id < b.view.id : a.order < b.order) ? -1 : 1;

/** Makes consortia's tables on this document: a fresh id, and a place that is free. */
export const newConsortiumOn =
  (doc: Y.Doc, newConsortium = () => newId(CardId)) =>
  (challenge: Box): { consortium: CardId; x: number; y: number } => {
    const others = [...cardsOf(doc)].flatMap(([id, map]) => readCard(id, map) ?? []);
    return { consortium: newConsortium(), ...pointForConsortium(challenge, others) };
  };

/** A place on this document's board that no card takes. */
export const freePointOn =
  (doc: Y.Doc) =>
  (size: Pick<Box, 'w' | 'h'>): { x: number; y: number } =>
    freePoint(
      size,
      [...cardsOf(doc)].flatMap(([id, map]) => readCard(id, map) ?? []),
    );

/** A board on which there is nothing: for whoever has none at hand. */
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

/** A consortium's card and its agreement, read together; undefined where one of them is none. */
const consortiumOn = (doc: Y.Doc, id: string): { order: string; view: ConsortiumView } | undefined => {
  const card = readCard(id, cardsOf(doc).get(id));
  const agreement = readConsortiumAgreement(recordsOf(doc, 'agreements').get(id));
  return card?.kind === 'consortium' && agreement
    ? { order: card.order, view: { ...agreement, id: card.id, challenge: card.challenge, name: card.name } }
    : undefined;
};

/** All consortia, in the order in which they lie on the board. */
export const consortiaOn = (doc: Y.Doc): readonly ConsortiumView[] => {
  // By agreements, which the server alone writes: far fewer than cards, and each id is one.
  const found = [...recordsOf(doc, 'agreements').keys()].flatMap((id) => consortiumOn(doc, id) ?? []);
  return found.sort(byOrder).map(({ view }) => view);
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

/** The board as the open document holds it; a city's circle reads alike. Reads on demand, keeps nothing. */
export const boardOf = (doc: Y.Doc, where: 'board' | 'city' = 'board'): Board => ({
  challengeAgreement: (id) => challengeAgreementOrDefault(doc, id, where),
  consortium: (id) => consortiumOn(doc, id)?.view,
  challenge(id) {
    const found = readCard(id, cardsOf(doc).get(id));
    return found?.kind === 'challenge' ? found : undefined;
  },
  consortia: () => consortiaOn(doc),
  consortiaOf: (challenge) => consortiaOn(doc).filter((view) => view.challenge === challenge),
  organisation: (id) => readOrganisation(recordsOf(doc, 'organisations').get(id)),
  person: (id) => readPerson(recordsOf(doc, 'people').get(id)),
  session: () => readSession(doc),
  question: (id) => readQuestion(recordsOf(doc, 'questions').get(id)),
  questions: () => [...recordsOf(doc, 'questions').values()].flatMap((written) => readQuestion(written) ?? []),
  disclosure: (id) => readDisclosure(recordsOf(doc, 'disclosures').get(id)),
  vault: readVault(doc),
  workspace: () => readWorkspace(doc),
});
