import {
  activityEvents,
  ActivityExport,
  ActivityExportQuery,
  ActivityLiveQuery,
  ActivityPage,
  ActivityQuery,
} from '@brygga/shared/api/activity';
import { Happening } from '@brygga/shared/domain/activity/happening';
import { type Context, Hono } from 'hono';
import { type SSEStreamingApi, streamSSE } from 'hono/streaming';
import type { z } from 'zod';
import { type Activity, type CircleRef, parseActivityId, toHappening } from '../../../activity/activity.ts';
import { activityCsv } from '../../../activity/activityExport.ts';
import { activityMessages } from '../../../activity/activityMessages.ts';
import type { ActivitySubscription, ActivitySubscriptions } from '../../../activity/activitySubscriptions.ts';
import type { ActivityEntry } from '../../../storage/contract.ts';
import { describeRoute } from '../../openapi/routeDescription.ts';
import { type AdmitSessionDeps, createAdmitSession } from '../../../auth/admitSession.ts';
import type { InCircle } from '../../middleware/context.ts';
import { ProblemError } from '../../middleware/problems.ts';
import { requestLanguage } from '../../middleware/requestLanguage.ts';
import { contentDisposition, responds, respondsWithFile } from '../../middleware/responses.ts';
import type { RouteMiddleware } from '../../middleware/routeMiddleware.ts';
import { query } from '../../middleware/validation.ts';

export interface ActivityRoutesDeps extends AdmitSessionDeps {
  readonly activity: Activity;
  readonly subscriptions: ActivitySubscriptions;
}

type ExportQuery = z.output<typeof ActivityExportQuery>;

const base = '/api/workshops/:id/activity';
/** How long a browser waits before it connects again. */
const retryMs = 2_000;

/** What happened in a workshop, who did it and when, for everybody who may read the circle that it happened in. */
export const activityRoutes = (
  { activity, subscriptions, sessions, admissions }: ActivityRoutesDeps,
  { requireSession, requireQueryCircle, limitByPerson }: RouteMiddleware,
): Hono => {
  const app = new Hono();
  const admitSession = createAdmitSession({ sessions, admissions });

  app.get(
    base,
    describeRoute('What happened, who did it and when, the newest first; with a circle, what happened there'),
    responds(ActivityPage),
    requireSession,
    query(ActivityQuery),
    requireQueryCircle,
    limitByPerson('activityByPerson'),
    async (c) => c.var.respond(await activity.page(circleRef(c.var), c.req.valid('query'))),
  );

  const exportActivity = async (c: Context, variables: InCircle['Variables'], exportQuery: ExportQuery) => {
    const { language = requestLanguage(c), ...filter } = exportQuery;
    const name = activityMessages(language).label('activity_file');
    return { language, name, exported: await activity.exportAll(circleRef(variables), filter, language) };
  };

  app.get(
    `${base}.csv`,
    describeRoute('The same as a table, in words; by the language, cells are delimited as its spreadsheets expect'),
    respondsWithFile('text/csv; charset=utf-8'),
    requireSession,
    query(ActivityExportQuery),
    requireQueryCircle,
    limitByPerson('exportsByPerson'),
    async (c) => {
      const { language, name, exported } = await exportActivity(c, c.var, c.req.valid('query'));
      return c.var.sendFile(`${name}.csv`, activityCsv(exported.happenings, language));
    },
  );

  app.get(
    `${base}.json`,
    describeRoute('The same as data, with names and words'),
    responds(ActivityExport),
    requireSession,
    query(ActivityExportQuery),
    requireQueryCircle,
    limitByPerson('exportsByPerson'),
    async (c) => {
      const { name, exported } = await exportActivity(c, c.var, c.req.valid('query'));
      c.header('Content-Disposition', contentDisposition(`${name}.json`));
      return c.var.respond(exported);
    },
  );

  app.get(
    `${base}/live`,
    describeRoute(
      'The same as it happens: server-sent events `happening`, each with its id, and `ended` with why. ' +
        'A connection that broke goes on after `Last-Event-ID`',
      { problems: ['too-many'], responses: { 200: { mediaType: 'text/event-stream' } } },
    ),
    requireSession,
    query(ActivityLiveQuery),
    requireQueryCircle,
    async (c) => {
      const { workshop, circle, person, session } = c.var;
      const lastSeen = Happening.shape.id.safeParse(c.req.header('last-event-id')).data ?? c.req.valid('query').after;
      const after = lastSeen === undefined ? await activity.newest(circleRef(c.var)) : parseActivityId(lastSeen);
      const subscription = subscriptions.subscribe({
        circle: { workshop, circle },
        person,
        session,
        after,
        admit: () => admitSession(session, { workshop, circle }, person),
      });
      if (!subscription) throw new ProblemError('too-many', { retryAfter: 60 });
      // Otherwise some gateways buffer the whole stream.
      c.header('X-Accel-Buffering', 'no');
      const response = streamSSE(c, (stream) => sendHappenings(stream, subscription));
      // A connection kept alive for other requests would delay draining.
      response.headers.set('Connection', 'close');
      return response;
    },
  );

  return app;
};

const circleRef = ({ workshop, circle }: InCircle['Variables']): CircleRef => ({ workshop, circle });

const sendHappenings = async (stream: SSEStreamingApi, subscription: ActivitySubscription): Promise<void> => {
  stream.onAbort(() => subscription.stop());
  try {
    await stream.write(`retry: ${retryMs}\n\n`);
    for await (const entries of subscription.batches) await sendBatch(stream, entries);
    const { endedReason } = subscription;
    if (endedReason) await stream.writeSSE({ event: activityEvents.ended, data: endedReason });
  } finally {
    subscription.stop();
  }
};

/** Each write is awaited, so that a slow reader slows its own stream and nothing piles up. */
const sendBatch = async (stream: SSEStreamingApi, entries: readonly ActivityEntry[]): Promise<void> => {
  if (entries.length === 0) await stream.write(':\n\n');
  for (const happening of entries.flatMap((entry) => toHappening(entry) ?? [])) {
    await stream.writeSSE({ event: activityEvents.happening, id: happening.id, data: JSON.stringify(happening) });
  }
};
