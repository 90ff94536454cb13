import type { Circle } from '../document/circles.ts';
import type { Actor, Right } from './actor.ts';

/**
 * May the actor take an entry out of the tray in this circle's document? Whose it is may, whatever
 * their role and the step that runs: it is nobody else's. Nobody puts one in but the server.
 */
export const mayDismiss = (actor: Actor, circle: Circle): Right =>
  (circle.is === 'person' && actor.kind === 'person' && actor.id === circle.id) || 'not-yours';
