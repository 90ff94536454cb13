import { type CommandInput, type CommandName, commandNames, commands } from '@brygga/shared/commands/index';
import { circleName } from '@brygga/shared/document/circles';
import { type CardId, RecordId } from '@brygga/shared/ids';
import {
  challengeId,
  cityId,
  companyIds,
  companyPeople,
  facilitator,
  idOf,
  needIds,
  nth,
  stepIds,
} from '@brygga/shared/testing/fixtures';
import { newWorkshop, type Workshop } from '@brygga/shared/testing/workshop';
import type { Right } from '@brygga/shared/rules/actor';
import { rightsOf, people, cell } from './people.ts';
import { code, codeList, table } from './markdown.ts';

const [company, member] = [nth(companyIds, 0), nth(companyIds, 1)];
const [need, step] = [nth(needIds, 0), nth(stepIds, 0)];
const record = idOf(RecordId, 'record');

/** Company two claims the first seat of a consortium of company one. */
const claimed = (workshop: Workshop): CardId => {
  const consortium = workshop.foundConsortium();
  workshop.execute('seat.take', { consortium, need }, nth(companyPeople, 1));
  return consortium;
};

const planned = (workshop: Workshop): void => {
  workshop.execute('agenda.set', { steps: [{ id: step, title: 'Meet', minutes: 5 }] }, facilitator);
};

const timed = (workshop: Workshop): void => {
  workshop.execute('timer.start', { seconds: 60 }, facilitator);
};

type Scenes = { readonly [Name in CommandName]: (workshop: Workshop) => CommandInput<Name> };

/** A moment at which each command makes sense, and what is sent then. */
const scenes: Scenes = {
  'challenge.status': (workshop) => ({ challenge: workshop.draftChallenge(), city: cityId, to: 'scoping' }),
  'challenge.confirm': (workshop) => ({ challenge: workshop.draftChallenge(), city: cityId }),
  'challenge.disclose': (workshop) => ({
    challenge: workshop.publishChallenge({ heldBack: ['budget'] }),
    city: cityId,
    field: 'budget',
  }),
  'challenge.delete': () => ({ challenge: challengeId, city: cityId }),
  'consortium.found': () => ({ challenge: challengeId, name: 'Cool streets', company }),
  'consortium.remove': (workshop) => {
    const consortium = workshop.foundConsortium();
    workshop.execute('member.withdraw', { consortium }, nth(companyPeople, 0));
    return { consortium, company };
  },
  'lead.hand': (workshop) => ({ consortium: workshop.formConsortium(), to: member, company }),
  'seat.take': (workshop) => ({ consortium: workshop.foundConsortium(), need, company }),
  'seat.agree': (workshop) => ({ consortium: claimed(workshop), need, claimant: member, company }),
  'seat.decline': (workshop) => ({ consortium: claimed(workshop), need, claimant: member, company }),
  'seat.standby': (workshop) => ({ consortium: claimed(workshop), need, company }),
  'seat.lapse': (workshop) => ({ consortium: claimed(workshop), need }),
  'seat.leave': (workshop) => ({ consortium: workshop.formConsortium(), need, company }),
  'member.commit': (workshop) => ({ consortium: workshop.formConsortium(), company }),
  'member.withdraw': (workshop) => ({ consortium: workshop.foundConsortium(), company }),
  'member.remove': (workshop) => ({
    consortium: workshop.formConsortium(),
    member,
    company,
    why: 'No answer for a week',
  }),
  'draft.begin': (workshop) => ({ consortium: workshop.formConsortium(), company }),
  'share.set': (workshop) => ({
    consortium: workshop.formConsortium(),
    need,
    share: 40,
    role: 'Plants the trees',
    company,
  }),
  'handover.make': (workshop) => ({ consortium: workshop.beginDraft(), handover: record, company }),
  'letter.begin': (workshop) => ({ consortium: workshop.formConsortium(), company }),
  'letter.confirm': (workshop) => ({ ...workshop.beginLetter(), company }),
  'question.ask': () => ({ question: record, company, challenge: challengeId, text: 'May a yard be closed?' }),
  'question.withdraw': (workshop) => ({ question: workshop.askQuestion().question }),
  'question.neutralise': (workshop) => ({ ...workshop.askQuestion(), text: 'May a yard be closed?' }),
  'question.answer': (workshop) => ({
    question: workshop.neutraliseQuestion().question,
    city: cityId,
    answer: 'For two weeks in July.',
  }),
  'question.decline': (workshop) => ({ ...workshop.askQuestion(), why: 'It stands in the brief.' }),
  'question.send': (workshop) => ({ questions: [workshop.answerQuestion()] }),
  'disclosure.record': () => ({
    disclosure: record,
    what: 'The budget is 2 M€.',
    told: [company],
    via: 'meeting',
    day: '2026-03-01',
    city: cityId,
  }),
  'disclosure.send': (workshop) => ({ ...workshop.recordDisclosure(), text: 'The budget is 2 M€.' }),
  'interest.show': () => ({ company, to: { organisation: member }, level: 'talk' }),
  'interest.withdraw': (workshop) => {
    workshop.execute('interest.show', { to: { organisation: member }, level: 'talk' }, nth(companyPeople, 0));
    return { company, to: { organisation: member } };
  },
  'rival.declare': () => ({ company, rival: member }),
  'rival.withdraw': (workshop) => {
    workshop.execute('rival.declare', { rival: member }, nth(companyPeople, 0));
    return { company, rival: member };
  },
  'conflict.declare': (workshop) => ({ against: { consortium: workshop.pitchConsortium() }, kind: 'family' }),
  'conflict.withdraw': (workshop) => ({ against: { consortium: workshop.pitchConsortium() } }),
  'score.give': (workshop) => ({ consortium: workshop.pitchConsortium(), scores: workshop.scoreSheet() }),
  'scores.reveal': (workshop) => {
    workshop.scoreConsortium();
    return { challenge: challengeId, city: cityId };
  },
  'consortium.decide': (workshop) => ({
    consortium: workshop.pitchConsortium(),
    city: cityId,
    outcome: 'chosen',
    why: 'It cools the most yards.',
  }),
  'agenda.set': () => ({ steps: [] }),
  'step.start': (workshop) => {
    planned(workshop);
    return { step };
  },
  'step.end': (workshop) => {
    planned(workshop);
    workshop.execute('step.start', { step }, facilitator);
    return {};
  },
  'timer.start': () => ({ seconds: 60 }),
  'timer.pause': (workshop) => (timed(workshop), {}),
  'timer.resume': (workshop) => (timed(workshop), {}),
  'timer.extend': (workshop) => (timed(workshop), { seconds: 60 }),
  'timer.stop': (workshop) => (timed(workshop), {}),
  'spotlight.set': () => ({ cards: [challengeId] }),
  'roster.list': () => ({
    person: facilitator.id,
    name: 'Ada',
    organisation: company,
    role: 'participant',
    organisationListed: { name: 'Nordvatten', kind: 'company', country: 'SE' },
  }),
  'roster.remove': () => ({ person: facilitator.id }),
};

/** What they are told, each at the same moment in a workshop of their own. */
const rightTo = (name: CommandName): readonly string[] =>
  rightsOf((person): Right => {
    const workshop = newWorkshop();
    const verdict = workshop.execute(name, scenes[name](workshop), person);
    if (verdict.kind === 'malformed')
      throw new Error(`${name} is sent in no shape of its own: ${JSON.stringify(verdict)}`);
    return verdict.kind === 'decided' || verdict.reason;
  }).map(cell);

/** The circles beside the board that a command reads or writes, of whoever may ask for it. */
const circlesOf = (name: CommandName): readonly string[] => {
  const workshop = newWorkshop();
  const input = scenes[name](workshop);
  // Whoever may ask at all: what is told in confidence, not even a facilitator may.
  const asker = Object.values(people).find((person) => workshop.may(name, input, person)) ?? facilitator;
  const named = commands[name]
    .circles(input, asker, workshop.board)
    .flatMap((circle) => (circle.is === 'board' ? [] : [circleName(circle).replace(/-.*/, '')]));
  return [...new Set(named)];
};

/** Who settles what, and by which command. */
export const commandsSection = (): string =>
  [
    '## Commands',
    'Agreements are settled by commands alone (`src/commands/`). Each row is one moment at which the command makes sense, and what each of them is told then: the company asks for itself, the others ask in its name, and a facilitator may act on anybody’s behalf. Circles are those that a command touches beside the board.',
    table(
      ['Command', ...Object.keys(people), 'Circles'],
      commandNames.map((name) => [code(name), ...rightTo(name), codeList(circlesOf(name))]),
    ),
  ].join('\n\n');
