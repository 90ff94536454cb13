import type { Board } from '../agreements/board.ts';
import type { Circle } from '../document/circles.ts';
import { isFacilitator, isMemberOf, type Person } from './actor.ts';

/** How a circle looks to somebody in its workshop; `unknown` where the workshop has no such circle. */
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
  // Nobody is let in, whatever they are: what must not be known is in no copy of the document but the server's.
  vault: () => 'closed',
  // Neither a facilitator looks in: whom a company has in mind is no business of who runs the workshop.
  company: (actor, { id }, board) => {
    if (board.organisation(id)?.kind !== 'company') return 'unknown';
    return entranceIf(isMemberOf(actor, id, 'company'));
  },
  // A room belongs to its consortium: neither the city that it answers nor a facilitator looks in.
  consortium: (actor, { id }, board) => {
    const agreement = board.consortium(id);
    if (!agreement) return 'unknown';
    return entranceIf(
      actor.organisations.some((own) => own.kind === 'company' && Object.hasOwn(agreement.members, own.id)),
    );
  },
  person: (actor, { id }, board) => {
    if (actor.id === id) return 'open';
    return board.person(id) ? 'closed' : 'unknown';
  },
};

/** Who shares a circle's document, of those who are in its workshop. Whoever may enter may read all of it. */
export const entranceTo = (actor: Person, circle: Circle, board: Roster): Entrance => {
  // The table's type has forgotten that each rule takes the circle of its own kind.
  const entrance = entrances[circle.is] as (actor: Person, circle: Circle, board: Roster) => Entrance;
  return entrance(actor, circle, board);
};

/** Whether the board is asked at all: one's own circle, the vault and the board itself are there whatever it says. */
export const dependsOnBoard = (actor: Person, circle: Circle): boolean =>
  circle.is === 'city' ||
  circle.is === 'company' ||
  circle.is === 'consortium' ||
  (circle.is === 'person' && circle.id !== actor.id);
