import type { Person } from '@brygga/shared/rules/actor';
import type { LiveRoster } from './liveRoster.ts';

/**
 * Oneself, with the role that the roster tells: when a facilitator gives one another, all that rests
 * on it follows at once, on the board that is open, with what is not sent yet.
 */
export const liveActor = (actor: Person, roster: LiveRoster): Person => ({
  ...actor,
  get role() {
    return roster.person(actor.id)?.role ?? actor.role;
  },
});
