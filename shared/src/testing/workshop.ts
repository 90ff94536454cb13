import * as Y from 'yjs';
import { z } from 'zod';
import { draftId, letterId } from '../agreements/workspace/workspace.ts';
import type { Importance } from '../document/cards/challenge.ts';
import { cardsOf, fieldsMap, putCard } from '../document/cards/index.ts';
import { circleOfConsortium } from '../document/circles.ts';
import { letterHash } from '../domain/letter/letterMarkdown.ts';
import { letterText } from '../domain/letter/letterText.ts';
import { CardId, RecordId } from '../ids.ts';
import { CommandHarness } from './commandHarness.ts';
import {
  type Brief,
  challengeId,
  cityId,
  cityPerson,
  companyIds,
  companyPeople,
  criterionIds,
  facilitator,
  fillBoard,
  needIds,
  nth,
  readyBrief,
} from './fixtures.ts';

const FoundResult = z.object({ consortium: CardId });

/**
 * A workshop with a city's challenge (needs: must, must, could) and three companies, and the states
 * that tests begin from. Each state is reached by commands; company 0 is the one that leads.
 */
class Workshop extends CommandHarness {
  constructor(importances?: readonly Importance[]) {
    super();
    fillBoard(this.doc, importances);
  }

  /** A challenge in the city's own circle, with a brief that is ready to be published. */
  draftChallenge(fields: Partial<Brief> = {}): CardId {
    const id = this.newId(CardId, 'draft');
    putCard(this.docs({ is: 'city', id: cityId }), id, { ...readyBrief, ...fields });
    return id;
  }

  /** The same, published: on the board, in the call. */
  publishChallenge(fields: Partial<Brief> = {}): CardId {
    const challenge = this.draftChallenge(fields);
    this.mustExecute('challenge.status', { challenge, to: 'scoping' }, cityPerson);
    this.mustExecute('challenge.confirm', { challenge }, cityPerson);
    this.mustExecute('challenge.status', { challenge, to: 'call' }, cityPerson);
    return challenge;
  }

  /** A company's question; returns what facilitators refer to it by. */
  askQuestion(text = 'May a yard be closed for a week?', company = 0, challenge: CardId | null = challengeId) {
    const question = this.newId(RecordId, 'question');
    const asker = nth(companyPeople, company);
    this.mustExecute('question.ask', { question, text, ...(challenge && { challenge }) }, asker);
    return { question, asker: asker.id, ...(challenge ? { asks: cityId } : {}) };
  }

  /** The same, made neutral and put to the city. */
  neutraliseQuestion() {
    const question = this.askQuestion();
    this.mustExecute('question.neutralise', { ...question, text: 'May a yard be closed?' }, facilitator);
    return question;
  }

  /** The same, answered by the city. */
  answerQuestion() {
    const question = this.neutraliseQuestion();
    const answer = { question: question.question, answer: 'For two weeks in July.' };
    this.mustExecute('question.answer', answer, cityPerson);
    return question;
  }

  /** What two companies were told, recorded by a facilitator. */
  recordDisclosure() {
    const disclosure = this.newId(RecordId, 'disclosed');
    const record = {
      disclosure,
      what: 'The budget is 2 M€.',
      told: companyIds.slice(0, 2),
      via: 'meeting',
      day: '2026-03-01',
    };
    this.mustExecute('disclosure.record', record, facilitator);
    return { disclosure };
  }

  /** A consortium that a company has founded and leads. */
  foundConsortium(company = 0, name = 'Cool streets'): CardId {
    const founder = nth(companyPeople, company);
    return FoundResult.parse(this.mustExecute('consortium.found', { challenge: challengeId, name }, founder))
      .consortium;
  }

  /** Company 0, as lead, agrees to a company's claim of a seat. */
  seatCompany(consortium: CardId, company: number, seat = 0): void {
    const claim = { consortium, need: nth(needIds, seat) };
    this.execute('seat.take', claim, nth(companyPeople, company));
    this.mustExecute('seat.agree', { ...claim, claimant: nth(companyIds, company) }, nth(companyPeople, 0));
  }

  /** A consortium in which companies 0 and 1 hold a must-need each. */
  formConsortium(): CardId {
    const consortium = this.foundConsortium();
    for (const company of [0, 1]) this.seatCompany(consortium, company, company);
    return consortium;
  }

  /** The same, with text in the draft of the pitch. */
  beginDraft(text = 'Sails over every yard.'): CardId {
    const consortium = this.formConsortium();
    this.mustExecute('draft.begin', { consortium }, nth(companyPeople, 0));
    this.typeInDraft(consortium, text);
    return consortium;
  }

  /** Adds a paragraph to the draft, as members do in the editor. */
  typeInDraft(consortium: CardId, text: string): void {
    const pitch = cardsOf(this.docs(circleOfConsortium(consortium)))
      .get(draftId(consortium))
      ?.get('pitch');
    if (!(pitch instanceof Y.XmlFragment)) throw new Error('The draft has no pitch');
    const paragraph = new Y.XmlElement('paragraph');
    paragraph.insert(0, [new Y.XmlText(text)]);
    pitch.insert(pitch.length, [paragraph]);
  }

  /** A formed consortium with a letter of intent, and the hash of its text. */
  beginLetter() {
    const consortium = this.formConsortium();
    this.mustExecute('letter.begin', { consortium }, nth(companyPeople, 0));
    return { consortium, hash: this.letterHash(consortium) };
  }

  /** Adds text to a section of the letter, as members do in the editor. */
  typeInLetter(consortium: CardId, field: string, text: string): void {
    const section = cardsOf(this.docs(circleOfConsortium(consortium)))
      .get(letterId(consortium))
      ?.get(field);
    if (!(section instanceof Y.Text)) throw new Error(`The letter has no ${field}`);
    section.insert(0, text);
  }

  letterHash(consortium: CardId): string {
    const letter = letterText(consortium, this.workspace(consortium), this.board);
    if (!letter) throw new Error(`No letter of ${consortium}`);
    return letterHash(letter);
  }

  /** A consortium whose two members hold a must-need each and have committed. */
  commitConsortium(): CardId {
    const consortium = this.foundConsortium();
    for (const company of [0, 1]) {
      this.seatCompany(consortium, company, company);
      this.mustExecute('member.commit', { consortium }, nth(companyPeople, company));
    }
    return consortium;
  }

  /** A committed consortium whose challenge is at the stage of pitching, with two criteria to judge by. */
  pitchConsortium(): CardId {
    const criteria = cardsOf(this.doc).get(challengeId)?.get('criteria');
    if (!(criteria instanceof Y.Map)) throw new Error('A challenge has criteria');
    criteria.set(nth(criterionIds, 0), fieldsMap({ text: 'How much cooler', weight: 70, order: 'a0' }));
    criteria.set(nth(criterionIds, 1), fieldsMap({ text: 'Upkeep', weight: 30, mustHave: true, order: 'a1' }));
    const consortium = this.commitConsortium();
    this.mustExecute('challenge.status', { challenge: challengeId, to: 'forming' }, cityPerson);
    this.mustExecute('challenge.status', { challenge: challengeId, to: 'pitching' }, cityPerson);
    return consortium;
  }

  /** A complete score sheet with these marks. */
  scoreSheet(marks: readonly number[] = [4, 2]) {
    return criterionIds.map((criterion, index) => ({
      criterion,
      mark: marks[index] ?? 0,
      why: `Reason ${index + 1}`,
    }));
  }

  /** A pitched consortium with the score of the city's own judge. */
  scoreConsortium(): CardId {
    const consortium = this.pitchConsortium();
    this.mustExecute('score.give', { consortium, scores: this.scoreSheet() }, cityPerson);
    return consortium;
  }
}
export type { Workshop };

export const newWorkshop = (importances?: readonly Importance[]): Workshop => new Workshop(importances);
