import {
  activityEvents,
  ActivityExport,
  ActivityExportQuery,
  ActivityLiveQuery,
  ActivityPage,
  ActivityQuery,
} from '@brygga/shared/api/activity';
import { boardCircle, readCircle } from '@brygga/shared/document/circles';
import { Happening } from '@brygga/shared/domain/activity/happening';
import { type PersonId, WorkshopId } from '@brygga/shared/ids';
import { type Context, Hono } from 'hono';
import { type SSEStreamingApi, streamSSE } from 'hono/streaming';
import type { z } from 'zod';
import { type Activity, toHappening, parseActivityId, type CircleRef } from '../../activity/activity.ts';
import { activityCsv } from '../../activity/activityExport.ts';
import type { ActivitySubscriptions } from '../../activity/activitySubscriptions.ts';
import { activityMessages } from '../../activity/activityMessages.ts';
import type { RateLimits } from '../../auth/rateLimits.ts';
import type { Sessions } from '../../auth/sessions.ts';
import type { Authenticate } from '../../auth/authenticate.ts';
import type { ActivityEntry } from '../../storage/contract.ts';
import { type Admission, type Admissions, refuseAdmission } from '../../sync/access/admission.ts';
import { requireCircleAccess } from '../middleware/circleAccess.ts';
import { contentDisposition } from './contentDisposition.ts';
import { readQuery } from '../middleware/readInput.ts';
import { requestLanguage } from '../middleware/requestLanguage.ts';
import { ProblemError } from '../middleware/problems.ts';

export interface ActivityRoutesDeps {
  readonly activity: Activity;
  readonly subscriptions: ActivitySubscriptions;
  readonly admissions: Pick<Admissions, 'admit'>;
  readonly sessions: Pick<Sessions, 'idOf' | 'aliveUntil'>;
  readonly rateLimits: RateLimits;
  readonly authenticate: Authenticate;
}

const base = '/api/workshops/:id/activity';
/** A broken connection is made anew after so long. */
const retryMs = 2_000;

/** What happened in a workshop, who did it, and when: for all who may read the circle that it happened in. */
export const activityRoutes = (parts: ActivityRoutesDeps): Hono => {
  const { activity, subscriptions, admissions, sessions, rateLimits, authenticate } = parts;
  const app = new Hono();

  /** @throws ProblemError unless the person may read the circle. */
  const askedOf = async <Schema extends z.ZodType<{ circle?: string | undefined }>>(
    c: Context,
    schema: Schema,
  ): Promise<{ whose: CircleRef; query: z.output<Schema>; person: PersonId }> => {
    const person = await authenticate(c);
    if (!person) throw new ProblemError('signed-out');
    const workshop = WorkshopId.safeParse(c.req.param('id')).data;
    const query = readQuery(c, schema);
    const circle = query.circle === undefined ? boardCircle : readCircle(query.circle);
    if (!workshop || !circle) throw new ProblemError('unknown-workshop');
    await requireCircleAccess(admissions, { workshop, circle }, person);
    return { whose: { workshop, circle }, query, person };
  };

  app.get(base, async (c) => {
    const { whose, query, person } = await askedOf(c, ActivityQuery);
    await rateLimits.consume('activityByPerson', person);
    return c.json(ActivityPage.parse(await activity.page(whose, query)));
  });

  const exported = async (c: Context) => {
    const { whose, query, person } = await askedOf(c, ActivityExportQuery);
    await rateLimits.consume('exportsByPerson', person);
    const { language = requestLanguage(c), ...filter } = query;
    return { language, ...(await activity.exportAll(whose, filter, language)) };
  };

  app.get(`${base}.csv`, async (c) => {
    const { language, happenings } = await exported(c);
    c.header('Content-Disposition', contentDisposition(`${activityMessages(language).label('activity_file')}.csv`));
    return c.body(activityCsv(happenings, language), 200, { 'Content-Type': 'text/csv; charset=utf-8' });
  });

  app.get(`${base}.json`, async (c) => {
    const { language, ...told } = await exported(c);
    c.header('Content-Disposition', contentDisposition(`${activityMessages(language).label('activity_file')}.json`));
    return c.json(ActivityExport.parse(told));
  });

  /** The question that let somebody in, to be asked again for as long as they are there. */
  const admit =
    ({ workshop, circle }: CircleRef, person: PersonId, session: string) =>
    async (): Promise<Admission> => {
      const until = await sessions.aliveUntil(session);
      if (until === undefined) return refuseAdmission('signed-out', 'sign in first');
      const admission = await admissions.admit(workshop, circle, person);
      return admission.kind === 'admitted' ? { ...admission, expiresAt: until } : admission;
    };

  app.get(`${base}/live`, async (c) => {
    const { whose, query, person } = await askedOf(c, ActivityLiveQuery);
    const session = sessions.idOf(c);
    if (session === undefined) throw new ProblemError('signed-out');
    if (!subscriptions.canSubscribe(person)) throw new ProblemError('too-many', { retryAfter: 60 });
    const seen = Happening.shape.id.safeParse(c.req.header('last-event-id')).data ?? query.after;
    const after = seen === undefined ? await activity.newest(whose) : parseActivityId(seen);
    // Else some gateways keep it all until the end.
    c.header('X-Accel-Buffering', 'no');
    const response = streamSSE(c, (stream) => tellAll(stream, whose, { after, person, session }));
    // Kept for another request, it would hold up a server that drains.
    response.headers.set('Connection', 'close');
    return response;
  });

  interface Following {
    readonly after: ReturnType<typeof parseActivityId>;
    readonly person: PersonId;
    readonly session: string;
  }

  const tellAll = async (stream: SSEStreamingApi, whose: CircleRef, { after, person, session }: Following) => {
    const following = subscriptions.subscribe({
      circle: whose,
      person,
      session,
      after,
      admit: admit(whose, person, session),
    });
    stream.onAbort(() => following.stop());
    try {
      await stream.write(`retry: ${retryMs}\n\n`);
      for await (const entries of following.batches) await writeBatch(stream, entries);
      if (following.endedReason) await stream.writeSSE({ event: activityEvents.ended, data: following.endedReason });
    } finally {
      following.stop();
    }
  };

  return app;
};

/** One after the other: who reads slowly is waited for, and nothing piles up. */
const writeBatch = async (stream: SSEStreamingApi, entries: readonly ActivityEntry[]): Promise<void> => {
  if (entries.length === 0) await stream.write(':\n\n');
  for (const happening of entries.flatMap((entry) => toHappening(entry) ?? [])) {
    await stream.writeSSE({ event: activityEvents.happening, id: happening.id, data: JSON.stringify(happening) });
  }
};
