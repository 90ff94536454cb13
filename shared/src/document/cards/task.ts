import { z } from 'zod';
import { OrganisationId } from '../../ids.ts';
import { defineCard } from './card.ts';

export const taskTextMax = 500;

/** Something that a company of the consortium is to do. */
export const task = defineCard(
  'task',
  {
    text: z.string().default(''),
    owner: OrganisationId.optional(),
    /** The day by which it is to be done. */
    due: z.iso.date().optional(),
    done: z.boolean().default(false),
  },
  { storage: { text: 'text' }, textMax: { text: taskTextMax }, size: { w: 260, h: 120 } },
);
