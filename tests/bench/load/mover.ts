import { now } from './clock.ts';
import type { Protocol } from './protocol.ts';
import type { RawSocket } from './rawSocket.ts';
import { runSchedule, type Schedule } from './schedule.ts';
import { clientOf } from './script.ts';

export interface MoverOptions {
  readonly schedule: Schedule;
  readonly beginsAt: number;
  /** The number of the first of these people among all that move. */
  readonly first: number;
  /** When each move was sent: a Float64Array, `slots` for each person. */
  readonly sentAt: SharedArrayBuffer;
  readonly slots: number;
}

/** What an app puts into an awareness state, some 150 bytes. */
const userOf = (person: number) => ({
  id: `benchperson${String(person).padStart(6, '0')}`,
  name: `Person number ${person}`,
  organisation: `benchorganisation${person % 40}`,
  organisationName: `Company ${person % 40}`,
  role: 'participant',
  colour: `hsl(${person % 360} 70% 50%)`,
});

/** How far right the pointer is tells which move it was; how far down, whose. */
export const stateOf = (person: number, turn: number): string =>
  JSON.stringify({ user: userOf(person), cursor: { x: turn, y: person } });

/** Moves everybody's pointer by the schedule. */
export const move = (
  people: readonly { readonly socket: RawSocket; readonly protocol: Protocol }[],
  { schedule, beginsAt, first, sentAt, slots }: MoverOptions,
): Promise<void> => {
  const times = new Float64Array(sentAt);
  const turns = new Uint32Array(people.length);
  return runSchedule(schedule, beginsAt, (index) => {
    const mover = people[index];
    if (!mover) return;
    const turn = turns[index] ?? 0;
    turns[index] = turn + 1;
    const person = first + index;
    const frame = mover.protocol.awareness(clientOf(person), turn + 1, stateOf(person, turn));
    times[person * slots + turn] = now();
    mover.socket.send(frame);
  });
};
