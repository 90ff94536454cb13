import * as Y from 'yjs';
import type { z } from 'zod';
import { boardOf, decidedOf, freePointOn, newConsortiumOn } from '../agreements/board.ts';
import type { Docs } from '../agreements/defineFact.ts';
import { type FactName, createFact, writeFacts, writeFactsIn } from '../agreements/facts.ts';
import { draftId, letterId, readWorkspace } from '../agreements/workspace/workspace.ts';
import type { CommandContext, Verdict } from '../commands/command.ts';
import { type CommandName, commands } from '../commands/index.ts';
import type { Importance } from '../document/cards/challenge.ts';
import type { cardKinds } from '../document/cards/index.ts';
import { cardsOf, fieldsMap, putCard } from '../document/cards/index.ts';
import { boardCircle as boardCircle, circleName, circleOfConsortium, isSameCircle } from '../document/circles.ts';
import { roots } from '../document/roots.ts';
import type { OrganisationKind, Role } from '../document/roster.ts';
import { letterHash } from '../domain/letter/letterMarkdown.ts';
import { letterText } from '../domain/letter/letterText.ts';
import { CardId, NeedId, OrganisationId, PersonId, RecordId, StepId } from '../ids.ts';
import type { Actor, Person } from '../rules/actor.ts';

/** An id that says what it names, so that a failing test can be read: `idOf(CardId, 'challenge')`. */
export const idOf = <Id>(schema: { parse(raw: string): Id }, name: string, number = 0): Id =>
  schema.parse(`${name}${String(number).padStart(Math.max(4, 14 - name.length), '0')}`);

export const cityId = idOf(OrganisationId, 'city');
export const challengeId = idOf(CardId, 'challenge');
export const needIds = [1, 2, 3].map((number) => idOf(NeedId, 'need', number));
export const criterionIds = [1, 2].map((number) => idOf(RecordId, 'criterion', number));
export const stepIds = [1, 2, 3].map((number) => idOf(StepId, 'step', number));
export const companyIds = [1, 2, 3].map((number) => idOf(OrganisationId, 'company', number));

/** Somebody of these organisations; each has the kind that its id's name says. */
export const somebody = (
  name: string,
  organisations: readonly OrganisationId[],
  role: Role = 'participant',
): Person => ({
  kind: 'person',
  id: idOf(PersonId, name),
  role,
  organisations: organisations.map((id) => ({ id, kind: kindOf(id) })),
});

const kindOf = (id: OrganisationId): OrganisationKind => (id.startsWith('city') ? 'city' : 'company');

export const companyPeople = companyIds.map((id, index) => somebody(`worker${index + 1}`, [id]));
export const cityPerson = somebody('mayor', [cityId]);
export const facilitator = somebody('host', [], 'facilitator');
export const observer = somebody('watcher', companyIds.slice(0, 1), 'observer');
export const system: Actor = { kind: 'system' };

/**
 * A bare document with a city's challenge of three needs (must, must, could) and three companies in
 * the roster, and a server without a socket: what is asked is considered, and decided facts are written.
 */
export const newWorkshop = (importances: readonly Importance[] = ['must', 'must', 'could']) => {
  const doc = new Y.Doc();
  const board = boardOf(doc);
  let at = 1_000_000;
  let made = 0;
  fillBoard(doc, importances);
  const others = new Map<string, Y.Doc>();
  const docs: Docs = (circle) => {
    if (circle.is === 'board') return doc;
    const other = others.get(circleName(circle)) ?? new Y.Doc();
    others.set(circleName(circle), other);
    return other;
  };

  const sceneAt = (actor: Actor, open: Docs): CommandContext => ({
    actor,
    board,
    at,
    circle: (asked) => boardOf(open(asked), asked.is === 'city' ? 'city' : 'board'),
    newConsortium: newConsortiumOn(doc, () => idOf(CardId, 'table', (made += 1))),
    freePoint: freePointOn(doc),
  });

  return {
    doc,
    board,
    docs,
    get at() {
      return at;
    },
    passes(millis: number) {
      at += millis;
    },
    ask(name: CommandName, raw: unknown, actor: Actor): Verdict {
      const open = [boardCircle, ...commands[name].circles(raw, actor, board)];
      const opened: Docs = (asked) => {
        if (open.some((each) => isSameCircle(each, asked))) return docs(asked);
        throw new Error(`${name} has not said that it needs the circle ${JSON.stringify(asked)}`);
      };
      const verdict = commands[name].consider(raw, sceneAt(actor, opened));
      if (verdict.kind !== 'decided') return verdict;
      if (verdict.facts.length > 0) writeFactsIn(opened, verdict.facts);
      else writeFacts(doc, []);
      return verdict;
    },
    /** A challenge in the city's own circle, whose brief is ready to be published where nothing else is said. */
    drafted(fields: Partial<Brief> = {}): CardId {
      const id = idOf(CardId, 'draft', (made += 1));
      putCard(docs({ is: 'city', id: cityId }), id, { ...readyBrief, ...fields });
      return id;
    },
    /** The same, published: it lies on the board, in the call. */
    published(fields: Partial<Brief> = {}): CardId {
      const challenge = this.drafted(fields);
      for (const [name, input] of [
        ['challenge.status', { to: 'scoping' }],
        ['challenge.confirm', {}],
        ['challenge.status', { to: 'call' }],
      ] as const) {
        const verdict = this.ask(name, { challenge, ...input }, cityPerson);
        if (verdict.kind !== 'decided') throw new Error(`Not published: ${JSON.stringify(verdict)}`);
      }
      return challenge;
    },
    /** The first company, or the one named, has asked; gives what facilitators call the question by. */
    asked(text = 'May a yard be closed for a week?', company = 0, challenge: CardId | null = challengeId) {
      const question = idOf(RecordId, 'question', (made += 1));
      const asker = nth(companyPeople, company);
      const verdict = this.ask('question.ask', { question, text, ...(challenge && { challenge }) }, asker);
      if (verdict.kind !== 'decided') throw new Error(`Not asked: ${JSON.stringify(verdict)}`);
      return { question, asker: asker.id, ...(challenge ? { asks: cityId } : {}) };
    },
    /** The same, made neutral and put to the city. */
    neutralised() {
      const asked = this.asked();
      this.ask('question.neutralise', { ...asked, text: 'May a yard be closed?' }, facilitator);
      return asked;
    },
    /** The same, answered by the city. */
    answered() {
      const asked = this.neutralised();
      this.ask('question.answer', { question: asked.question, answer: 'For two weeks in July.' }, cityPerson);
      return asked;
    },
    /** What two companies were told, noted by a facilitator. */
    disclosed() {
      const disclosure = idOf(RecordId, 'disclosed', (made += 1));
      const its = {
        disclosure,
        what: 'The budget is 2 M€.',
        told: companyIds.slice(0, 2),
        via: 'meeting',
        day: '2026-03-01',
      };
      this.ask('disclosure.record', its, facilitator);
      return { disclosure };
    },
    /** Founds a consortium for the first company, or the one named, and gives its id. */
    founded(company = 0, name = 'Cool streets'): CardId {
      const verdict = this.ask('consortium.found', { challenge: challengeId, name }, nth(companyPeople, company));
      if (verdict.kind !== 'decided') throw new Error(`Not founded: ${JSON.stringify(verdict)}`);
      return idOf(CardId, 'table', made);
    },
    /** A company claims a seat, and the first company, which leads, agrees to it. */
    seated(consortium: CardId, company: number, seat = 0): void {
      const its = { consortium, need: nth(needIds, seat) };
      this.ask('seat.take', its, nth(companyPeople, company));
      const verdict = this.ask('seat.agree', { ...its, claimant: nth(companyIds, company) }, nth(companyPeople, 0));
      if (verdict.kind !== 'decided') throw new Error(`Not seated: ${JSON.stringify(verdict)}`);
    },
    /** The first two companies hold a must-need each. */
    allied(): CardId {
      const consortium = this.founded();
      for (const which of [0, 1]) this.seated(consortium, which, which);
      return consortium;
    },
    /** The same, with words in the draft of their pitch. */
    withDraft(words = 'Sails over every yard.'): CardId {
      const consortium = this.allied();
      this.ask('draft.begin', { consortium }, nth(companyPeople, 0));
      this.writesDraft(consortium, words);
      return consortium;
    },
    /** Writes on in the draft, as its members do by hand. */
    writesDraft(consortium: CardId, words: string): void {
      const pitch = cardsOf(docs(circleOfConsortium(consortium)))
        .get(draftId(consortium))
        ?.get('pitch');
      if (!(pitch instanceof Y.XmlFragment)) throw new Error('The draft has no pitch');
      const paragraph = new Y.XmlElement('paragraph');
      paragraph.insert(0, [new Y.XmlText(words)]);
      pitch.insert(pitch.length, [paragraph]);
    },
    /** The same two, with a letter that they have begun, and the hash of its text. */
    lettered() {
      const consortium = this.allied();
      this.ask('letter.begin', { consortium }, nth(companyPeople, 0));
      return { consortium, hash: this.letterHash(consortium) };
    },
    /** Writes in a section of the letter, as its members do by hand. */
    writesInLetter(consortium: CardId, field: string, words: string): void {
      const text = cardsOf(docs(circleOfConsortium(consortium)))
        .get(letterId(consortium))
        ?.get(field);
      if (!(text instanceof Y.Text)) throw new Error(`The letter has no ${field}`);
      text.insert(0, words);
    },
    letterHash(consortium: CardId): string {
      const letter = letterText(consortium, this.room(consortium), board);
      if (!letter) throw new Error(`No letter of ${consortium}`);
      return letterHash(letter);
    },
    room: (consortium: CardId) => readWorkspace(docs(circleOfConsortium(consortium))),
    /** The first two companies hold a must-need each and have committed. */
    committed(): CardId {
      const consortium = this.founded();
      for (const which of [0, 1]) {
        this.seated(consortium, which, which);
        this.ask('member.commit', { consortium }, nth(companyPeople, which));
      }
      return consortium;
    },
    /** Companies one and two answer the challenge together, and it is time to judge them by two criteria. */
    pitched(): CardId {
      const criteria = cardsOf(doc).get(challengeId)?.get('criteria');
      if (!(criteria instanceof Y.Map)) throw new Error('A challenge has criteria');
      criteria.set(nth(criterionIds, 0), fieldsMap({ text: 'How much cooler', weight: 70, order: 'a0' }));
      criteria.set(nth(criterionIds, 1), fieldsMap({ text: 'Upkeep', weight: 30, mustHave: true, order: 'a1' }));
      const consortium = this.committed();
      for (const to of ['forming', 'pitching']) {
        const verdict = this.ask('challenge.status', { challenge: challengeId, to }, cityPerson);
        if (verdict.kind !== 'decided') throw new Error(`Not in ${to}: ${JSON.stringify(verdict)}`);
      }
      return consortium;
    },
    /** A whole sheet, with one mark after the other. */
    sheet: (marks: readonly number[] = [4, 2]) =>
      criterionIds.map((criterion, index) => ({ criterion, mark: marks[index] ?? 0, why: `Reason ${index + 1}` })),
    /** The same, scored by the city's own judge. */
    scored(): CardId {
      const consortium = this.pitched();
      const verdict = this.ask('score.give', { consortium, scores: this.sheet() }, cityPerson);
      if (verdict.kind !== 'decided') throw new Error(`Not scored: ${JSON.stringify(verdict)}`);
      return consortium;
    },
    /** Whether somebody may ask for it at all, whatever would come of it. */
    may: (name: CommandName, raw: unknown, actor: Actor): boolean =>
      commands[name].consider(raw, sceneAt(actor, docs)).kind !== 'forbidden',
    consortium(id: CardId) {
      const found = board.consortium(id);
      if (!found) throw new Error(`No consortium ${id}`);
      return found;
    },
    decided: () => decidedOf(doc),
    /** Everything that the document says, for telling whether something changed. */
    written: () => writtenIn(doc),
  };
};
export type Workshop = ReturnType<typeof newWorkshop>;

type Brief = z.input<typeof cardKinds.challenge.schema>;

/** A brief without a finding that keeps it from being published. */
export const readyBrief: Brief = {
  kind: 'challenge',
  title: 'Cool schoolyards',
  brief:
    'Forty schoolyards are paved and lie in the sun. In June they reach fifty degrees at noon, and children ' +
    'stay inside. Nurses count three times as many pupils who feel ill on hot days as on others, most of them ' +
    'in the three districts with the fewest trees.',
  beneficiaries: '12,000 pupils in forty schools',
  city: cityId,
  sector: 'adaptation_water',
  baseline: { value: 50, unit: '°C', year: 2024, source: 'Own sensors, June 2024' },
  target: { value: 38, unit: '°C', year: 2099 },
  decisionMaker: 'Head of school buildings',
  procurement: 'dialogue',
  needs: { [idOf(NeedId, 'shade')]: { capability: 'heat_shade', importance: 'must', order: 'a0' } },
  criteria: { [idOf(RecordId, 'cooler')]: { text: 'How much cooler a yard gets', weight: 100, order: 'a0' } },
  x: 0,
  y: 0,
  w: 320,
  h: 240,
  order: 'a0',
  createdBy: idOf(PersonId, 'mayor'),
  createdAt: 1,
};

/** The names of the facts that a verdict has settled; undefined where it is a no. */
export const factsOf = (verdict: Verdict): readonly FactName[] | undefined =>
  verdict.kind === 'decided' ? verdict.facts.map(({ fact }) => fact) : undefined;

/** What a document says, root by root, whether or not a root has been opened in this copy. */
export const writtenIn = (doc: Y.Doc): object =>
  Object.fromEntries(Object.keys(roots).map((name) => [name, doc.getMap(name).toJSON()]));

/** The entry at an index that a test knows to be there. */
export const nth = <Entry>(entries: readonly Entry[], index: number): Entry => {
  const entry = entries[index];
  if (entry === undefined) throw new RangeError(`No entry ${index}`);
  return entry;
};

/** The board that every workshop of these tests begins with. */
export const fillBoard = (doc: Y.Doc, importances: readonly Importance[] = ['must', 'must', 'could']): void => {
  const capabilities = ['urban_greening', 'heat_shade', 'finance'] as const;
  const needs = importances.map((importance, index) => {
    const need = { capability: nth(capabilities, index % 3), importance, order: `a${index}` };
    return [idOf(NeedId, 'need', index + 1), need];
  });
  putCard(doc, challengeId, {
    kind: 'challenge',
    title: 'Shade for schools',
    brief: 'Forty schoolyards are too hot in June.',
    city: cityId,
    sector: 'adaptation_water',
    needs: Object.fromEntries(needs),
    x: 0,
    y: 0,
    w: 320,
    h: 240,
    order: 'a0',
    createdBy: cityPerson.id,
    createdAt: 1,
  });
  const listed = (organisation: OrganisationId, name: string) =>
    createFact('organisation.listed', { organisation, kind: kindOf(organisation), name, country: 'SE' });
  writeFacts(doc, [listed(cityId, 'Lund'), ...companyIds.map((id, index) => listed(id, `Company ${index + 1}`))]);
};
