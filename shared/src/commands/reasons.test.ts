import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { createFact, writeFacts } from '../agreements/facts.ts';
import { type Reason, reasons } from '../reasons.ts';
import type { EditPolicy } from '../agreements/session/state.ts';
import { type Card, cardsOf, putCard, readCard } from '../document/cards/index.ts';
import { provenanceLinkTo } from '../document/cards/provenance.ts';
import { noteTextMax } from '../document/cards/note.ts';
import { OwnReturnedEdit } from '../document/returnedEdits.ts';
import { CardId, NeedId, OrganisationId, RecordId } from '../ids.ts';
import type { Person, Right } from '../rules/actor.ts';
import { agreementsAllowNeedDelete, agreementsAllowDelete } from '../rules/agreements.ts';
import { mayChange, mayDelete } from '../rules/cards.ts';
import { cardsMax, type Edit, type EditContext, mayEdit } from '../rules/edits.ts';
import { stepAllows, currentEditPolicy } from '../rules/steps.ts';
import {
  challengeId,
  cityId,
  cityPerson,
  companyIds,
  companyPeople,
  facilitator,
  idOf,
  needIds,
  nth,
  observer,
  person,
  stepIds,
} from '../testing/fixtures.ts';
import { newWorkshop, type Workshop } from '../testing/workshop.ts';
import type { Verdict } from './command.ts';
import { interestsMax } from './interest/interest.ts';
import { questionsOpenMax } from './questions/question.ts';
import { rivalsMax } from './interest/rival.ts';
import { handoversMax } from './workspace/handover.ts';

const lead = nth(companyPeople, 0);
const partner = nth(companyPeople, 1);
const outsider = nth(companyPeople, 2);
const need = nth(needIds, 0);
const otherNeed = nth(needIds, 1);
const gone = idOf(CardId, 'gone');

/** How somebody comes to hear each reason: by a command's verdict, or by a rule for shared writing. */
const stories: Record<Reason, (workshop: Workshop) => Verdict | Right> = {
  'facilitators-only': (workshop) => workshop.execute('timer.start', { seconds: 60 }, lead),
  'system-only': (workshop) => mayDelete(facilitator, card(workshop, workshop.foundConsortium())),
  'observers-read': (workshop) =>
    workshop.execute('seat.take', { consortium: workshop.foundConsortium(), need }, observer),
  'not-your-company': (workshop) =>
    workshop.execute('member.commit', { consortium: workshop.foundConsortium(), company: companyIds[0] }, partner),
  'company-needed': (workshop) =>
    workshop.execute('seat.take', { consortium: workshop.foundConsortium(), need }, cityPerson),
  'not-your-city': (workshop) => mayChange(lead, card(workshop, challengeId), 'title'),
  'not-yours': (workshop) => mayDelete(partner, noteOf(workshop)),
  'unknown-challenge': (workshop) => workshop.execute('consortium.found', { challenge: gone, name: 'Cool' }, lead),
  'unknown-consortium': (workshop) => workshop.execute('seat.take', { consortium: gone, need }, lead),
  'unknown-need': (workshop) =>
    workshop.execute('seat.take', { consortium: workshop.foundConsortium(), need: idOf(NeedId, 'gone') }, lead),
  'unknown-company': (workshop) => {
    const company = idOf(OrganisationId, 'stranger');
    return workshop.execute('seat.take', { consortium: workshop.foundConsortium(), need, company }, facilitator);
  },
  'unknown-step': (workshop) => workshop.execute('step.start', { step: nth(stepIds, 0) }, facilitator),
  'already-leads-here': (workshop) => {
    workshop.foundConsortium();
    return workshop.execute('consortium.found', { challenge: challengeId, name: 'Again' }, lead);
  },
  'not-a-member': (workshop) => workshop.execute('member.commit', { consortium: workshop.foundConsortium() }, partner),
  'not-the-lead': (workshop) => {
    const consortium = workshop.foundConsortium();
    workshop.seatCompany(consortium, 1);
    return workshop.execute('lead.hand', { consortium, to: companyIds[1] }, partner);
  },
  'seat-held': (workshop) => {
    const consortium = workshop.foundConsortium();
    workshop.execute('seat.take', { consortium, need }, lead);
    return workshop.execute('seat.take', { consortium, need }, partner);
  },
  'seat-yours': (workshop) => {
    const consortium = workshop.foundConsortium();
    workshop.execute('seat.take', { consortium, need }, lead);
    return workshop.execute('seat.standby', { consortium, need }, lead);
  },
  'seat-open': (workshop) =>
    workshop.execute('seat.standby', { consortium: workshop.foundConsortium(), need }, partner),
  'claim-gone': (workshop) =>
    workshop.execute('seat.agree', { consortium: workshop.foundConsortium(), need, claimant: companyIds[1] }, lead),
  'capacity-full': (workshop) => {
    const organisation = nth(companyIds, 0);
    const listing = { organisation, kind: 'company', name: 'Company 1', country: 'SE', capacity: 1 } as const;
    writeFacts(workshop.doc, [createFact('organisation.listed', listing)]);
    workshop.foundConsortium();
    const consortium = workshop.foundConsortium(1);
    return workshop.execute('seat.take', { consortium, need }, lead);
  },
  'seat-not-yours': (workshop) =>
    workshop.execute('seat.leave', { consortium: workshop.foundConsortium(), need }, lead),
  'no-seat-taken': (workshop) => workshop.execute('member.commit', { consortium: workshop.foundConsortium() }, lead),
  'already-committed': (workshop) =>
    workshop.execute('member.commit', { consortium: workshop.commitConsortium() }, lead),
  'committed-stands': (workshop) => {
    const consortium = workshop.commitConsortium();
    return workshop.execute('seat.take', { consortium, need: needIds[2] }, outsider);
  },
  'consortium-dissolved': (workshop) => {
    const consortium = workshop.foundConsortium();
    workshop.execute('member.withdraw', { consortium }, lead);
    return workshop.execute('seat.take', { consortium, need }, partner);
  },
  'not-dissolved': (workshop) =>
    workshop.execute('consortium.remove', { consortium: workshop.foundConsortium() }, lead),
  'lead-stays': (workshop) => {
    const consortium = workshop.foundConsortium();
    workshop.seatCompany(consortium, 1);
    return workshop.execute('member.withdraw', { consortium }, lead);
  },
  'no-step-runs': (workshop) => workshop.execute('step.end', {}, facilitator),
  'no-timer': (workshop) => workshop.execute('timer.pause', {}, facilitator),
  'nothing-to-show': (workshop) => workshop.execute('spotlight.set', { cards: [] }, facilitator),
  'city-needed': (workshop) =>
    workshop.execute('challenge.disclose', { challenge: workshop.publishChallenge(), field: 'budget' }, facilitator),
  'stage-skipped': (workshop) =>
    workshop.execute('challenge.status', { challenge: workshop.draftChallenge(), to: 'workshop' }, cityPerson),
  'challenge-moved-on': (workshop) => {
    const challenge = workshop.draftChallenge();
    workshop.execute('challenge.status', { challenge, to: 'scoping' }, cityPerson);
    return workshop.execute('challenge.status', { challenge, from: 'draft', to: 'scoping' }, cityPerson);
  },
  'challenge-closed': (workshop) => {
    const withdraw = { challenge: challengeId, to: 'withdrawn', why: 'No money' };
    workshop.execute('challenge.status', withdraw, cityPerson);
    return workshop.execute('consortium.found', { challenge: challengeId, name: 'Late' }, lead);
  },
  'already-published': (workshop) =>
    workshop.execute('challenge.confirm', { challenge: workshop.publishChallenge() }, cityPerson),
  'already-confirmed': (workshop) => {
    const challenge = workshop.draftChallenge();
    workshop.execute('challenge.confirm', { challenge }, cityPerson);
    return workshop.execute('challenge.confirm', { challenge }, cityPerson);
  },
  'brief-not-begun': (workshop) =>
    workshop.execute(
      'challenge.status',
      { challenge: workshop.draftChallenge({ title: ' ' }), to: 'scoping' },
      cityPerson,
    ),
  'brief-not-ready': (workshop) => scoped(workshop, { beneficiaries: '' }),
  'neutrality-unconfirmed': (workshop) => scoped(workshop, {}),
  'needs-missing': (workshop) => {
    workshop.execute('challenge.delete', { challenge: challengeId }, cityPerson);
    const challenge = workshop.publishChallenge();
    const desk = cardsOf(workshop.doc).get(challenge)?.get('needs');
    if (desk instanceof Y.Map) desk.clear();
    for (const to of ['screening', 'workshop']) moved(workshop, challenge, to);
    return moved(workshop, challenge, 'forming');
  },
  'call-still-open': (workshop) => {
    const challenge = workshop.draftChallenge();
    moved(workshop, challenge, 'scoping');
    workshop.execute('challenge.confirm', { challenge }, cityPerson);
    workshop.execute('challenge.status', { challenge, to: 'call', until: '1971-01-01' }, cityPerson);
    return moved(workshop, challenge, 'screening');
  },
  'no-viable-consortium': (workshop) => {
    moved(workshop, challengeId, 'forming');
    return moved(workshop, challengeId, 'pitching');
  },
  'why-needed': (workshop) =>
    workshop.execute('challenge.status', { challenge: challengeId, to: 'withdrawn' }, cityPerson),
  'outcome-needed': (workshop) => {
    moved(workshop, challengeId, 'forming');
    workshop.commitConsortium();
    moved(workshop, challengeId, 'pitching');
    return moved(workshop, challengeId, 'decided');
  },
  'date-past': (workshop) =>
    workshop.execute(
      'challenge.status',
      { challenge: workshop.draftChallenge(), to: 'scoping', until: '1969-07-20' },
      cityPerson,
    ),
  'nothing-held-back': (workshop) =>
    workshop.execute('challenge.disclose', { challenge: workshop.publishChallenge(), field: 'budget' }, cityPerson),
  'card-locked': (workshop) => mayChange(lead, { ...noteOf(workshop), locked: true }, 'text'),
  'card-has-consortia': (workshop) => {
    workshop.foundConsortium();
    return agreementsAllowDelete(workshop.board, card(workshop, challengeId));
  },
  'challenge-on-its-way': (workshop) => {
    moved(workshop, challengeId, 'forming');
    return agreementsAllowDelete(workshop.board, card(workshop, challengeId));
  },
  'need-held': (workshop) => {
    workshop.execute('seat.take', { consortium: workshop.foundConsortium(), need: otherNeed }, partner);
    return agreementsAllowNeedDelete(workshop.board, challengeId, otherNeed);
  },
  'not-a-record': (workshop) =>
    edit(workshop, { kind: 'field.changed', card: noteOf(workshop), field: 'x', value: 'left' }),
  'not-here': (workshop) =>
    mayEdit(
      { kind: 'card.created', card: noteOf(workshop), restoredFrom: undefined },
      { ...scene(workshop), circle: { is: 'person', id: lead.id } },
    ),
  'not-your-name': (workshop) =>
    mayEdit(
      { kind: 'card.created', card: noteOf(workshop), restoredFrom: undefined },
      { ...scene(workshop), actor: partner },
    ),
  'false-origin': (workshop) =>
    mayEdit(
      {
        kind: 'card.created',
        card: noteOf(workshop),
        restoredFrom: undefined,
        provenance: [provenanceLinkTo(card(workshop, challengeId))],
      },
      { ...scene(workshop), isGenuine: () => false },
    ),
  'board-full': (workshop) =>
    mayEdit(
      { kind: 'card.created', card: noteOf(workshop), restoredFrom: undefined },
      { ...scene(workshop), cards: () => cardsMax + 1 },
    ),
  'text-too-long': (workshop) =>
    edit(workshop, {
      kind: 'text.written',
      card: noteOf(workshop),
      field: 'text',
      length: noteTextMax + 1,
      isPlain: true,
    }),
  // No rule answers it: a client gives it to its person.
  'card-deleted': () => OwnReturnedEdit.shape.reason.value,
  'unknown-city': (workshop) =>
    workshop.execute(
      'question.neutralise',
      { ...workshop.askQuestion('Who pays?', 0, null), asks: nth(companyIds, 0), text: 'Who pays?' },
      facilitator,
    ),
  'unknown-question': (workshop) =>
    workshop.execute('question.answer', { question: idOf(RecordId, 'gone'), answer: 'Yes.' }, cityPerson),
  'unknown-disclosure': (workshop) =>
    workshop.execute('disclosure.send', { disclosure: idOf(RecordId, 'gone'), text: 'All of it' }, facilitator),
  'question-moved-on': (workshop) =>
    workshop.execute('question.withdraw', { question: workshop.neutraliseQuestion().question }, lead),
  'questions-wait': (workshop) => {
    for (let count = 0; count < questionsOpenMax; count += 1) workshop.askQuestion();
    const question = idOf(RecordId, 'onemore');
    return workshop.execute('question.ask', { question, text: 'And this?' }, lead);
  },
  'gives-the-asker-away': (workshop) =>
    workshop.execute(
      'question.neutralise',
      { ...workshop.askQuestion(), text: 'Company 1 asks who pays' },
      facilitator,
    ),
  'not-answered-yet': (workshop) =>
    workshop.execute('question.send', { questions: [workshop.neutraliseQuestion()] }, facilitator),
  'told-already': (workshop) => {
    const sent = { ...workshop.recordDisclosure(), text: 'The budget is 2 M€.' };
    workshop.execute('disclosure.send', sent, facilitator);
    return workshop.execute('disclosure.send', sent, facilitator);
  },
  'not-oneself': (workshop) => workshop.execute('rival.declare', { rival: companyIds[0] }, lead),
  'already-together': (workshop) => {
    const consortium = workshop.commitConsortium();
    return workshop.execute('interest.show', { to: { consortium }, level: 'join' }, partner);
  },
  'too-many-interests': (workshop) => {
    const others = listedCompanies(workshop, interestsMax + 1);
    return last(
      others.map((organisation) => workshop.execute('interest.show', { to: { organisation }, level: 'talk' }, lead)),
    );
  },
  'too-many-rivals': (workshop) => {
    const others = listedCompanies(workshop, rivalsMax + 1);
    return last(others.map((rival) => workshop.execute('rival.declare', { rival }, lead)));
  },
  'facilitators-dont-judge': (workshop) => scoredBy(workshop, facilitator),
  'not-a-judge': (workshop) => scoredBy(workshop, outsider),
  'not-pitching': (workshop) =>
    workshop.execute(
      'score.give',
      { consortium: workshop.foundConsortium(), scores: workshop.scoreSheet() },
      cityPerson,
    ),
  tied: (workshop) => scoredBy(workshop, person('both', [cityId, nth(companyIds, 0)])),
  'no-criteria': (workshop) => {
    const consortium = workshop.pitchConsortium();
    const criteria = cardsOf(workshop.doc).get(challengeId)?.get('criteria');
    if (criteria instanceof Y.Map) criteria.clear();
    return workshop.execute('score.give', { consortium, scores: workshop.scoreSheet() }, cityPerson);
  },
  'sheet-incomplete': (workshop) => {
    const consortium = workshop.pitchConsortium();
    return workshop.execute('score.give', { consortium, scores: workshop.scoreSheet().slice(1) }, cityPerson);
  },
  'scores-revealed': (workshop) => {
    workshop.scoreConsortium();
    revealed(workshop);
    return revealed(workshop);
  },
  'nothing-scored': (workshop) => {
    workshop.pitchConsortium();
    return revealed(workshop);
  },
  'scores-sealed': (workshop) => {
    const consortium = workshop.scoreConsortium();
    return workshop.execute('consortium.decide', { consortium, outcome: 'chosen', why: 'Cool' }, cityPerson);
  },
  'shares-over-100': (workshop) => {
    const consortium = workshop.formConsortium();
    workshop.execute('share.set', { consortium, need, share: 60, role: '' }, lead);
    return workshop.execute('share.set', { consortium, need: otherNeed, share: 41, role: '' }, partner);
  },
  'share-not-yours': (workshop) =>
    workshop.execute('share.set', { consortium: workshop.formConsortium(), need, share: 1, role: '' }, partner),
  'draft-empty': (workshop) => workshop.execute('handover.make', handing(workshop.beginDraft(' ')), lead),
  'handovers-full': (workshop) => {
    const consortium = workshop.beginDraft();
    for (let count = 0; count < handoversMax; count += 1)
      workshop.execute('handover.make', { ...handing(consortium), handover: idOf(RecordId, 'version', count) }, lead);
    return workshop.execute('handover.make', handing(consortium), lead);
  },
  'letter-not-begun': (workshop) =>
    workshop.execute('letter.confirm', { consortium: workshop.formConsortium(), hash: '0'.repeat(64) }, lead),
  'text-changed': (workshop) => {
    const { consortium, hash } = workshop.beginLetter();
    workshop.execute('share.set', { consortium, need, share: 60, role: '' }, lead);
    return workshop.execute('letter.confirm', { consortium, hash }, lead);
  },
  'step-closed': (workshop) => stepAllows(runningStep(workshop, 'closed'), lead, noteOf(workshop)),
  'step-notes-only': (workshop) => stepAllows(runningStep(workshop, 'notes'), lead, card(workshop, challengeId)),
};

const scoredBy = (workshop: Workshop, judge: Person): Verdict =>
  workshop.execute('score.give', { consortium: workshop.pitchConsortium(), scores: workshop.scoreSheet() }, judge);

const revealed = (workshop: Workshop): Verdict =>
  workshop.execute('scores.reveal', { challenge: challengeId }, cityPerson);

const listedCompanies = ({ doc }: Workshop, count: number): readonly OrganisationId[] =>
  Array.from({ length: count }, (_, index) => {
    const organisation = idOf(OrganisationId, 'newcomer', index);
    writeFacts(doc, [createFact('organisation.listed', { organisation, kind: 'company', name: 'New', country: 'SE' })]);
    return organisation;
  });

const last = (verdicts: readonly Verdict[]): Verdict => nth(verdicts, verdicts.length - 1);
const handing = (consortium: CardId) => ({ consortium, handover: idOf(RecordId, 'handed') });

const moved = (workshop: Workshop, challenge: CardId, to: string): Verdict =>
  workshop.execute('challenge.status', { challenge, to, why: 'As agreed with the facilitator' }, cityPerson);

/** A brief in scoping, of somebody who would publish it now. */
const scoped = (workshop: Workshop, fields: Parameters<Workshop['draftChallenge']>[0]): Verdict => {
  const challenge = workshop.draftChallenge(fields);
  moved(workshop, challenge, 'scoping');
  return moved(workshop, challenge, 'call');
};

const runningStep = (workshop: Workshop, writing: EditPolicy): EditPolicy => {
  const step = nth(stepIds, 0);
  workshop.execute('agenda.set', { steps: [{ id: step, title: 'Listen', minutes: 5, writing }] }, facilitator);
  workshop.execute('step.start', { step }, facilitator);
  return currentEditPolicy(workshop.board.session());
};

const card = ({ doc }: Workshop, id: CardId): Card => {
  const card = readCard(id, cardsOf(doc).get(id));
  if (!card) throw new Error(`No card ${id}`);
  return card;
};

const scene = ({ board }: Workshop): EditContext => ({
  actor: lead,
  circle: { is: 'board' },
  board,
  editPolicy: 'open',
  cards: () => 1,
  isGenuine: () => true,
  isFull: false,
});

const edit = (workshop: Workshop, done: Edit): Right => mayEdit(done, scene(workshop));

const noteOf = (workshop: Workshop): Card => {
  const id = idOf(CardId, 'note');
  const box = { x: 0, y: 0, w: 200, h: 160, order: 'a0' };
  putCard(workshop.doc, id, { kind: 'note', colour: 'mint', ...box, createdBy: lead.id, createdAt: 1 });
  return card(workshop, id);
};

const reasonOf = (verdict: Verdict | Right): Reason | undefined => {
  if (verdict === true) return undefined;
  if (typeof verdict === 'string') return verdict;
  return verdict.kind === 'forbidden' || verdict.kind === 'refused' ? verdict.reason : undefined;
};

describe('a refusal gives the reason', () => {
  test.each(reasons)('%s', (reason) => {
    expect(reasonOf(stories[reason](newWorkshop()))).toBe(reason);
  });
});
