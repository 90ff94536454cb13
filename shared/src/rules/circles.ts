import type { Board } from '../agreements/board.ts';
import type { Circle } from '../document/circles.ts';
import { isFacilitator, isMemberOf, type Person } from './actor.ts';

/** Whether a person of the workshop may enter a circle; `unknown` if the workshop has no such circle. */
export type Entrance = 'open' | 'closed' | 'unknown';

type Roster = Pick<Board, 'consortium' | 'organisation' | 'person'>;
type Entrances = {
  readonly [Is in Circle['is']]: (actor: Person, circle: Extract<Circle, { is: Is }>, board: Roster) => Entrance;
};

const entranceIf = (may: boolean): Entrance => (may ? 'open' : 'closed');

const entrances: Entrances = {
  board: () => 'open',
  facilitators: (actor) => entranceIf(isFacilitator(actor)),
  city: (actor, { id }, board) => {
    if (board.organisation(id)?.kind !== 'city') return 'unknown';
    return entranceIf(isFacilitator(actor) || isMemberOf(actor, id, 'city'));
  },
  // Nobody enters: no copy of the vault exists outside of the server.
  vault: () => 'closed',
  // Not open to facilitators: a company's interests are its own.
  company: (actor, { id }, board) => {
    if (board.organisation(id)?.kind !== 'company') return 'unknown';
    return entranceIf(isMemberOf(actor, id, 'company'));
  },
  // Not open to facilitators, nor to the city whose challenge the consortium answers.
  consortium: (actor, { id }, board) => {
    const consortium = board.consortium(id);
    if (!consortium) return 'unknown';
    return entranceIf(
      actor.organisations.some((own) => own.kind === 'company' && Object.hasOwn(consortium.members, own.id)),
    );
  },
  person: (actor, { id }, board) => {
    if (actor.id === id) return 'open';
    return board.person(id) ? 'closed' : 'unknown';
  },
};

/** Whether a person of the workshop may enter a circle, and so read all of its document. */
export const entranceTo = (actor: Person, circle: Circle, board: Roster): Entrance => {
  // Each entry takes the circle of its own kind, which the table's type has forgotten.
  const entrance = entrances[circle.is] as (actor: Person, circle: Circle, board: Roster) => Entrance;
  return entrance(actor, circle, board);
};

/** Whether the entrance rests on the board; one's own circle, the vault and the board itself do not. */
export const dependsOnBoard = (actor: Person, circle: Circle): boolean =>
  circle.is === 'city' ||
  circle.is === 'company' ||
  circle.is === 'consortium' ||
  (circle.is === 'person' && circle.id !== actor.id);
