import { z } from 'zod';
import { fieldsOf } from '../../document/roots.ts';
import { CardId, PersonId, StepId } from '../../ids.ts';
import { defineBoardFact } from '../defineFact.ts';
import { Area, Step, Timer } from './state.ts';

/** What is decided of the session: its agenda, the running step, the timer and the spotlight. */
export const sessionFacts = {
  'agenda.set': defineBoardFact({ steps: z.array(Step) }, (doc, { steps }) => {
    fieldsOf(doc, 'session').set('agenda', steps);
  }),
  'step.started': defineBoardFact({ step: StepId }, (doc, { step }) => {
    fieldsOf(doc, 'session').set('step', step);
  }),
  'step.ended': defineBoardFact({ step: StepId }, (doc) => {
    fieldsOf(doc, 'session').set('step', null);
  }),
  'timer.changed': defineBoardFact({ timer: Timer.nullable() }, (doc, { timer }) => {
    fieldsOf(doc, 'session').set('timer', timer);
  }),
  'spotlight.set': defineBoardFact(
    { cards: z.array(CardId), area: Area.optional(), by: PersonId, at: z.number() },
    (doc, spotlight) => {
      fieldsOf(doc, 'session').set('spotlight', spotlight);
    },
  ),
};
