import type { z } from 'zod';
import * as challenge from './challenge/challenge.ts';
import * as consortium from './consortium/consortium.ts';
import * as member from './consortium/member.ts';
import * as seat from './consortium/seat.ts';
import * as interest from './interest/interest.ts';
import * as rival from './interest/rival.ts';
import * as conflict from './judging/conflict.ts';
import * as decision from './judging/decision.ts';
import * as score from './judging/score.ts';
import * as disclosure from './questions/disclosure.ts';
import * as question from './questions/question.ts';
import * as roster from './session/roster.ts';
import * as spotlight from './session/spotlight.ts';
import * as step from './session/step.ts';
import * as timer from './session/timer.ts';
import * as draft from './workspace/draft.ts';
import * as handover from './workspace/handover.ts';
import * as letter from './workspace/letter.ts';
import * as workShare from './workspace/workShare.ts';

/**
 * Every command, by its name `noun.verb`. Route, log, metric, OpenAPI and the client's buttons are made
 * from this table: a line in it is a command.
 */
export const commands = {
  'challenge.status': challenge.status,
  'challenge.confirm': challenge.confirm,
  'challenge.disclose': challenge.disclose,
  'challenge.delete': challenge.remove,
  'consortium.found': consortium.found,
  'consortium.remove': consortium.remove,
  'lead.hand': consortium.handLead,
  'seat.take': seat.take,
  'seat.agree': seat.agree,
  'seat.decline': seat.decline,
  'seat.standby': seat.standBy,
  'seat.leave': seat.leave,
  'seat.lapse': seat.expire,
  'member.commit': member.commit,
  'member.withdraw': member.withdraw,
  'member.remove': member.remove,
  'draft.begin': draft.begin,
  'share.set': workShare.set,
  'handover.make': handover.make,
  'letter.begin': letter.begin,
  'letter.confirm': letter.confirm,
  'question.ask': question.ask,
  'question.withdraw': question.withdraw,
  'question.neutralise': question.neutralise,
  'question.answer': question.answer,
  'question.decline': question.decline,
  'question.send': question.send,
  'disclosure.record': disclosure.record,
  'disclosure.send': disclosure.send,
  'interest.show': interest.show,
  'interest.withdraw': interest.withdraw,
  'rival.declare': rival.declare,
  'rival.withdraw': rival.withdraw,
  'conflict.declare': conflict.declare,
  'conflict.withdraw': conflict.withdraw,
  'score.give': score.give,
  'scores.reveal': score.reveal,
  'consortium.decide': decision.decideConsortium,
  'agenda.set': step.setAgenda,
  'step.start': step.start,
  'step.end': step.end,
  'timer.start': timer.start,
  'timer.pause': timer.pause,
  'timer.resume': timer.resume,
  'timer.extend': timer.extend,
  'timer.stop': timer.stop,
  'spotlight.set': spotlight.set,
  'roster.list': roster.list,
  'roster.remove': roster.remove,
} as const;

export type CommandName = keyof typeof commands;
type RawInput<Name extends CommandName> = z.input<(typeof commands)[Name]['input']>;
/** What a caller sends; `company` and `city` may be left out by whoever acts for just one. */
export type CommandInput<Name extends CommandName> = Omit<RawInput<Name>, 'company' | 'city'> &
  Partial<Pick<RawInput<Name>, Extract<keyof RawInput<Name>, 'company' | 'city'>>>;
export type CommandResult<Name extends CommandName> = Extract<
  ReturnType<(typeof commands)[Name]['consider']>,
  { kind: 'decided' }
>['result'];

export const commandNames = Object.keys(commands) as readonly CommandName[];

export const isCommandName = (name: string): name is CommandName => Object.hasOwn(commands, name);
