import type { z } from 'zod';
import * as challenge from './challenge/challenge.ts';
import * as consortium from './consortium/consortium.ts';
import * as disclosure from './questions/disclosure.ts';
import * as interest from './interest/interest.ts';
import * as judging from './judging/judging.ts';
import * as letter from './workspace/letter.ts';
import * as member from './consortium/member.ts';
import * as question from './questions/question.ts';
import * as rival from './interest/rival.ts';
import * as room from './workspace/handover.ts';
import * as roster from './session/roster.ts';
import * as seat from './consortium/seat.ts';
import * as session from './session/session.ts';
import * as share from './workspace/workShare.ts';

/**
 * Every command, by its name `noun.verb`. Route, log, metric, OpenAPI and the client's buttons take
 * it from here: a line in this table is a command.
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
  'draft.begin': room.beginDraft,
  'share.set': share.setWorkShare,
  'handover.make': room.handOver,
  'letter.begin': letter.beginLetter,
  'letter.confirm': letter.confirmLetter,
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
  'conflict.declare': judging.declareConflict,
  'conflict.withdraw': judging.withdrawConflict,
  'score.give': judging.giveScore,
  'scores.reveal': judging.revealScores,
  'consortium.decide': judging.decideConsortium,
  'agenda.set': session.setAgenda,
  'step.start': session.startStep,
  'step.end': session.endStep,
  'timer.start': session.startTimer,
  'timer.pause': session.pauseTimer,
  'timer.resume': session.resumeTimer,
  'timer.extend': session.extendTimer,
  'timer.stop': session.stopTimer,
  'spotlight.set': session.setSpotlight,
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
