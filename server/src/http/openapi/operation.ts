import type { ProblemCode } from '@brygga/shared/api/problems';
import type { z } from 'zod';

/** A route as `/openapi.json` tells of it. */
export interface Operation {
  readonly summary: string;
  readonly input?: z.ZodType;
  readonly inputMayBeLeftOut?: true;
  readonly status: number;
  readonly output?: z.ZodType;
  /** What the output comes as, where that is not JSON. */
  readonly outputMedia?: string;
  /** Takes a file as its body. */
  readonly upload?: true;
  readonly query?: z.ZodObject;
  readonly problems: readonly ProblemCode[];
  /** A header that has to be sent. */
  readonly header?: string;
}

/** What can be wrong with whatever comes with a body. */
export const bodyProblems = ['not-json', 'malformed', 'body-too-large', 'foreign-origin'] as const;
