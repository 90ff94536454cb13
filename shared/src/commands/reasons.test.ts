import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { createFact, writeFacts } from '../agreements/facts.ts';
import { type Reason, reasons } from '../reasons.ts';
import type { EditPolicy } from '../agreements/session/state.ts';
import { type Card, cardsOf, putCard, readCard } from '../document/cards/index.ts';
import { provenanceLinkTo } from '../document/cards/provenance.ts';
import { noteTextMax } from '../document/cards/note.ts';
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
  newWorkshop,
  nth,
  observer,
  somebody,
  stepIds,
  type Workshop,
} from '../testing/workshop.ts';
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
  'facilitators-only': ({ ask }) => ask('timer.start', { seconds: 60 }, lead),
  'system-only': (workshop) => mayDelete(facilitator, card(workshop, workshop.founded())),
  'observers-read': (workshop) => workshop.ask('seat.take', { consortium: workshop.founded(), need }, observer),
  'not-your-company': (workshop) =>
    workshop.ask('member.commit', { consortium: workshop.founded(), company: companyIds[0] }, partner),
  'company-needed': (workshop) => workshop.ask('seat.take', { consortium: workshop.founded(), need }, cityPerson),
  'not-your-city': (workshop) => mayChange(lead, card(workshop, challengeId), 'title'),
  'not-yours': (workshop) => mayDelete(partner, noteOf(workshop)),
  'unknown-challenge': ({ ask }) => ask('consortium.found', { challenge: gone, name: 'Cool' }, lead),
  'unknown-consortium': ({ ask }) => ask('seat.take', { consortium: gone, need }, lead),
  'unknown-need': (workshop) =>
    workshop.ask('seat.take', { consortium: workshop.founded(), need: idOf(NeedId, 'gone') }, lead),
  'unknown-company': (workshop) => {
    const company = idOf(OrganisationId, 'stranger');
    return workshop.ask('seat.take', { consortium: workshop.founded(), need, company }, facilitator);
  },
  'unknown-step': ({ ask }) => ask('step.start', { step: nth(stepIds, 0) }, facilitator),
  'already-leads-here': (workshop) => {
    workshop.founded();
    return workshop.ask('consortium.found', { challenge: challengeId, name: 'Again' }, lead);
  },
  'not-a-member': (workshop) => workshop.ask('member.commit', { consortium: workshop.founded() }, partner),
  'not-the-lead': (workshop) => {
    const consortium = workshop.founded();
    workshop.seated(consortium, 1);
    return workshop.ask('lead.hand', { consortium, to: companyIds[1] }, partner);
  },
  'seat-held': (workshop) => {
    const consortium = workshop.founded();
    workshop.ask('seat.take', { consortium, need }, lead);
    return workshop.ask('seat.take', { consortium, need }, partner);
  },
  'seat-yours': (workshop) => {
    const consortium = workshop.founded();
    workshop.ask('seat.take', { consortium, need }, lead);
    return workshop.ask('seat.standby', { consortium, need }, lead);
  },
  'seat-open': (workshop) => workshop.ask('seat.standby', { consortium: workshop.founded(), need }, partner),
  'claim-gone': (workshop) =>
    workshop.ask('seat.agree', { consortium: workshop.founded(), need, claimant: companyIds[1] }, lead),
  'capacity-full': (workshop) => {
    const organisation = nth(companyIds, 0);
    const its = { organisation, kind: 'company', name: 'Company 1', country: 'SE', capacity: 1 } as const;
    writeFacts(workshop.doc, [createFact('organisation.listed', its)]);
    workshop.founded();
    const consortium = workshop.founded(1);
    return workshop.ask('seat.take', { consortium, need }, lead);
  },
  'seat-not-yours': (workshop) => workshop.ask('seat.leave', { consortium: workshop.founded(), need }, lead),
  'no-seat-taken': (workshop) => workshop.ask('member.commit', { consortium: workshop.founded() }, lead),
  'already-committed': (workshop) => workshop.ask('member.commit', { consortium: workshop.committed() }, lead),
  'committed-stands': (workshop) => {
    const consortium = workshop.committed();
    return workshop.ask('seat.take', { consortium, need: needIds[2] }, outsider);
  },
  'consortium-dissolved': (workshop) => {
    const consortium = workshop.founded();
    workshop.ask('member.withdraw', { consortium }, lead);
    return workshop.ask('seat.take', { consortium, need }, partner);
  },
  'not-dissolved': (workshop) => workshop.ask('consortium.remove', { consortium: workshop.founded() }, lead),
  'lead-stays': (workshop) => {
    const consortium = workshop.founded();
    workshop.seated(consortium, 1);
    return workshop.ask('member.withdraw', { consortium }, lead);
  },
  'no-step-runs': ({ ask }) => ask('step.end', {}, facilitator),
  'no-timer': ({ ask }) => ask('timer.pause', {}, facilitator),
  'nothing-to-show': ({ ask }) => ask('spotlight.set', { cards: [] }, facilitator),
  'city-needed': (workshop) =>
    workshop.ask('challenge.disclose', { challenge: workshop.published(), field: 'budget' }, facilitator),
  'stage-skipped': (workshop) =>
    workshop.ask('challenge.status', { challenge: workshop.drafted(), to: 'workshop' }, cityPerson),
  'challenge-moved-on': (workshop) => {
    const challenge = workshop.drafted();
    workshop.ask('challenge.status', { challenge, to: 'scoping' }, cityPerson);
    return workshop.ask('challenge.status', { challenge, from: 'draft', to: 'scoping' }, cityPerson);
  },
  'challenge-closed': (workshop) => {
    const withdraw = { challenge: challengeId, to: 'withdrawn', why: 'No money' };
    workshop.ask('challenge.status', withdraw, cityPerson);
    return workshop.ask('consortium.found', { challenge: challengeId, name: 'Late' }, lead);
  },
  'already-published': (workshop) => workshop.ask('challenge.confirm', { challenge: workshop.published() }, cityPerson),
  'already-confirmed': (workshop) => {
    const challenge = workshop.drafted();
    workshop.ask('challenge.confirm', { challenge }, cityPerson);
    return workshop.ask('challenge.confirm', { challenge }, cityPerson);
  },
  'brief-not-begun': (workshop) =>
    workshop.ask('challenge.status', { challenge: workshop.drafted({ title: ' ' }), to: 'scoping' }, cityPerson),
  'brief-not-ready': (workshop) => scoped(workshop, { beneficiaries: '' }),
  'neutrality-unconfirmed': (workshop) => scoped(workshop, {}),
  'needs-missing': (workshop) => {
    workshop.ask('challenge.delete', { challenge: challengeId }, cityPerson);
    const challenge = workshop.published();
    const desk = cardsOf(workshop.doc).get(challenge)?.get('needs');
    if (desk instanceof Y.Map) desk.clear();
    for (const to of ['screening', 'workshop']) moved(workshop, challenge, to);
    return moved(workshop, challenge, 'forming');
  },
  'call-still-open': (workshop) => {
    const challenge = workshop.drafted();
    moved(workshop, challenge, 'scoping');
    workshop.ask('challenge.confirm', { challenge }, cityPerson);
    workshop.ask('challenge.status', { challenge, to: 'call', until: '1971-01-01' }, cityPerson);
    return moved(workshop, challenge, 'screening');
  },
  'no-viable-consortium': (workshop) => {
    moved(workshop, challengeId, 'forming');
    return moved(workshop, challengeId, 'pitching');
  },
  'why-needed': ({ ask }) => ask('challenge.status', { challenge: challengeId, to: 'withdrawn' }, cityPerson),
  'outcome-needed': (workshop) => {
    moved(workshop, challengeId, 'forming');
    workshop.committed();
    moved(workshop, challengeId, 'pitching');
    return moved(workshop, challengeId, 'decided');
  },
  'date-past': (workshop) =>
    workshop.ask('challenge.status', { challenge: workshop.drafted(), to: 'scoping', until: '1969-07-20' }, cityPerson),
  'nothing-held-back': (workshop) =>
    workshop.ask('challenge.disclose', { challenge: workshop.published(), field: 'budget' }, cityPerson),
  'card-locked': (workshop) => mayChange(lead, { ...noteOf(workshop), locked: true }, 'text'),
  'card-has-consortia': (workshop) => {
    workshop.founded();
    return agreementsAllowDelete(workshop.board, card(workshop, challengeId));
  },
  'challenge-on-its-way': (workshop) => {
    moved(workshop, challengeId, 'forming');
    return agreementsAllowDelete(workshop.board, card(workshop, challengeId));
  },
  'need-held': (workshop) => {
    workshop.ask('seat.take', { consortium: workshop.founded(), need: otherNeed }, partner);
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
  'unknown-city': (workshop) =>
    workshop.ask(
      'question.neutralise',
      { ...workshop.asked('Who pays?', 0, null), asks: nth(companyIds, 0), text: 'Who pays?' },
      facilitator,
    ),
  'unknown-question': ({ ask }) =>
    ask('question.answer', { question: idOf(RecordId, 'gone'), answer: 'Yes.' }, cityPerson),
  'unknown-disclosure': ({ ask }) =>
    ask('disclosure.send', { disclosure: idOf(RecordId, 'gone'), text: 'All of it' }, facilitator),
  'question-moved-on': (workshop) =>
    workshop.ask('question.withdraw', { question: workshop.neutralised().question }, lead),
  'questions-wait': (workshop) => {
    for (let asked = 0; asked < questionsOpenMax; asked += 1) workshop.asked();
    const question = idOf(RecordId, 'onemore');
    return workshop.ask('question.ask', { question, text: 'And this?' }, lead);
  },
  'gives-the-asker-away': (workshop) =>
    workshop.ask('question.neutralise', { ...workshop.asked(), text: 'Company 1 asks who pays' }, facilitator),
  'not-answered-yet': (workshop) => workshop.ask('question.send', { questions: [workshop.neutralised()] }, facilitator),
  'told-already': (workshop) => {
    const sent = { ...workshop.disclosed(), text: 'The budget is 2 M€.' };
    workshop.ask('disclosure.send', sent, facilitator);
    return workshop.ask('disclosure.send', sent, facilitator);
  },
  'not-oneself': ({ ask }) => ask('rival.declare', { rival: companyIds[0] }, lead),
  'already-together': (workshop) => {
    const consortium = workshop.committed();
    return workshop.ask('interest.show', { to: { consortium }, level: 'join' }, partner);
  },
  'too-many-interests': (workshop) => {
    const others = listedCompanies(workshop, interestsMax + 1);
    return last(
      others.map((organisation) => workshop.ask('interest.show', { to: { organisation }, level: 'talk' }, lead)),
    );
  },
  'too-many-rivals': (workshop) => {
    const others = listedCompanies(workshop, rivalsMax + 1);
    return last(others.map((rival) => workshop.ask('rival.declare', { rival }, lead)));
  },
  'facilitators-dont-judge': (workshop) => scoredBy(workshop, facilitator),
  'not-a-judge': (workshop) => scoredBy(workshop, outsider),
  'not-pitching': (workshop) =>
    workshop.ask('score.give', { consortium: workshop.founded(), scores: workshop.sheet() }, cityPerson),
  tied: (workshop) => scoredBy(workshop, somebody('both', [cityId, nth(companyIds, 0)])),
  'no-criteria': (workshop) => {
    const consortium = workshop.pitched();
    const criteria = cardsOf(workshop.doc).get(challengeId)?.get('criteria');
    if (criteria instanceof Y.Map) criteria.clear();
    return workshop.ask('score.give', { consortium, scores: workshop.sheet() }, cityPerson);
  },
  'sheet-incomplete': (workshop) => {
    const consortium = workshop.pitched();
    return workshop.ask('score.give', { consortium, scores: workshop.sheet().slice(1) }, cityPerson);
  },
  'scores-revealed': (workshop) => {
    workshop.scored();
    revealed(workshop);
    return revealed(workshop);
  },
  'nothing-scored': (workshop) => {
    workshop.pitched();
    return revealed(workshop);
  },
  'scores-sealed': (workshop) => {
    const consortium = workshop.scored();
    return workshop.ask('consortium.decide', { consortium, outcome: 'chosen', why: 'Cool' }, cityPerson);
  },
  'shares-over-100': (workshop) => {
    const consortium = workshop.allied();
    workshop.ask('share.set', { consortium, need, share: 60, role: '' }, lead);
    return workshop.ask('share.set', { consortium, need: otherNeed, share: 41, role: '' }, partner);
  },
  'share-not-yours': (workshop) =>
    workshop.ask('share.set', { consortium: workshop.allied(), need, share: 1, role: '' }, partner),
  'draft-empty': (workshop) => workshop.ask('handover.make', handing(workshop.withDraft(' ')), lead),
  'handovers-full': (workshop) => {
    const consortium = workshop.withDraft();
    for (let made = 0; made < handoversMax; made += 1)
      workshop.ask('handover.make', { ...handing(consortium), handover: idOf(RecordId, 'version', made) }, lead);
    return workshop.ask('handover.make', handing(consortium), lead);
  },
  'letter-not-begun': (workshop) =>
    workshop.ask('letter.confirm', { consortium: workshop.allied(), hash: '0'.repeat(64) }, lead),
  'text-changed': (workshop) => {
    const { consortium, hash } = workshop.lettered();
    workshop.ask('share.set', { consortium, need, share: 60, role: '' }, lead);
    return workshop.ask('letter.confirm', { consortium, hash }, lead);
  },
  'step-closed': (workshop) => stepAllows(runningStep(workshop, 'closed'), lead, noteOf(workshop)),
  'step-notes-only': (workshop) => stepAllows(runningStep(workshop, 'notes'), lead, card(workshop, challengeId)),
};

const scoredBy = (workshop: Workshop, judge: Person): Verdict =>
  workshop.ask('score.give', { consortium: workshop.pitched(), scores: workshop.sheet() }, judge);

const revealed = ({ ask }: Workshop): Verdict => ask('scores.reveal', { challenge: challengeId }, cityPerson);

const listedCompanies = ({ doc }: Workshop, count: number): readonly OrganisationId[] =>
  Array.from({ length: count }, (_, index) => {
    const organisation = idOf(OrganisationId, 'newcomer', index);
    writeFacts(doc, [createFact('organisation.listed', { organisation, kind: 'company', name: 'New', country: 'SE' })]);
    return organisation;
  });

const last = (verdicts: readonly Verdict[]): Verdict => nth(verdicts, verdicts.length - 1);
const handing = (consortium: CardId) => ({ consortium, handover: idOf(RecordId, 'handed') });

const moved = ({ ask }: Workshop, challenge: CardId, to: string): Verdict =>
  ask('challenge.status', { challenge, to, why: 'As agreed with the facilitator' }, cityPerson);

/** A brief in scoping, of somebody who would publish it now. */
const scoped = (workshop: Workshop, fields: Parameters<Workshop['drafted']>[0]): Verdict => {
  const challenge = workshop.drafted(fields);
  moved(workshop, challenge, 'scoping');
  return moved(workshop, challenge, 'call');
};

const runningStep = ({ ask, board }: Workshop, writing: EditPolicy): EditPolicy => {
  const step = nth(stepIds, 0);
  ask('agenda.set', { steps: [{ id: step, title: 'Listen', minutes: 5, writing }] }, facilitator);
  ask('step.start', { step }, facilitator);
  return currentEditPolicy(board.session());
};

const card = ({ doc }: Workshop, id: CardId): Card => {
  const found = readCard(id, cardsOf(doc).get(id));
  if (!found) throw new Error(`No card ${id}`);
  return found;
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

const told = (heard: Verdict | Right): Reason | undefined => {
  if (heard === true) return undefined;
  if (typeof heard === 'string') return heard;
  return heard.kind === 'forbidden' || heard.kind === 'refused' ? heard.reason : undefined;
};

describe('somebody hears', () => {
  test.each(reasons)('%s', (reason) => {
    expect(told(stories[reason](newWorkshop()))).toBe(reason);
  });
});
