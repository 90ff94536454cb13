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
import { type Activity, happeningIn, placeIn, type Whose } from '../activity/activity.ts';
import { activityCsv } from '../activity/export.ts';
import type { Follow } from '../activity/follow.ts';
import { sayingIn } from '../activity/words.ts';
import type { Limits } from '../auth/limits.ts';
import type { Sessions } from '../auth/lucia.ts';
import type { WhoAsks } from '../auth/whoAsks.ts';
import type { ActivityEntry } from '../storage/contract.ts';
import { type Admission, type Admissions, refuseAdmission } from '../sync/admission.ts';
import { mustBeAdmitted } from './admitted.ts';
import { asFile } from './asFile.ts';
import { readQuery } from './bodies.ts';
import { languageOf } from './language.ts';
import { ProblemError } from './problems.ts';

export interface ActivityRoutes {
  readonly activity: Activity;
  readonly follow: Follow;
  readonly admissions: Pick<Admissions, 'to'>;
  readonly sessions: Pick<Sessions, 'idOf' | 'aliveUntil'>;
  readonly limits: Limits;
  readonly whoAsks: WhoAsks;
}

const base = '/api/workshops/:id/activity';
/** A broken connection is made anew after so long. */
const retryMs = 2_000;

/** What happened in a workshop, who did it, and when: for all who may read the circle that it happened in. */
export const activityRoutes = (parts: ActivityRoutes): Hono => {
  const { activity, follow, admissions, sessions, limits, whoAsks } = parts;
  const app = new Hono();

  /** @throws ProblemError unless the person may read the circle. */
  const askedOf = async <Schema extends z.ZodType<{ circle?: string | undefined }>>(
    c: Context,
    schema: Schema,
  ): Promise<{ whose: Whose; query: z.output<Schema>; person: PersonId }> => {
    const person = await whoAsks(c);
    if (!person) throw new ProblemError('signed-out');
    const workshop = WorkshopId.safeParse(c.req.param('id')).data;
    const query = readQuery(c, schema);
    const circle = query.circle === undefined ? boardCircle : readCircle(query.circle);
    if (!workshop || !circle) throw new ProblemError('unknown-workshop');
    await mustBeAdmitted(admissions, { workshop, circle }, person);
    return { whose: { workshop, circle }, query, person };
  };

  app.get(base, async (c) => {
    const { whose, query, person } = await askedOf(c, ActivityQuery);
    await limits.take('activityByPerson', person);
    return c.json(ActivityPage.parse(await activity.page(whose, query)));
  });

  const exported = async (c: Context) => {
    const { whose, query, person } = await askedOf(c, ActivityExportQuery);
    await limits.take('exportsByPerson', person);
    const { language = languageOf(c), ...filter } = query;
    return { language, ...(await activity.exported(whose, filter, language)) };
  };

  app.get(`${base}.csv`, async (c) => {
    const { language, happenings } = await exported(c);
    c.header('Content-Disposition', asFile(`${sayingIn(language).word('activity_file')}.csv`));
    return c.body(activityCsv(happenings, language), 200, { 'Content-Type': 'text/csv; charset=utf-8' });
  });

  app.get(`${base}.json`, async (c) => {
    const { language, ...told } = await exported(c);
    c.header('Content-Disposition', asFile(`${sayingIn(language).word('activity_file')}.json`));
    return c.json(ActivityExport.parse(told));
  });

  /** The question that let somebody in, to be asked again for as long as they are there. */
  const admit =
    ({ workshop, circle }: Whose, person: PersonId, session: string) =>
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
    if (!follow.hasRoomFor(person)) throw new ProblemError('too-many', { retryAfter: 60 });
    const seen = Happening.shape.id.safeParse(c.req.header('last-event-id')).data ?? query.after;
    const after = seen === undefined ? await activity.newest(whose) : placeIn(seen);
    // Else some gateways keep it all until the end.
    c.header('X-Accel-Buffering', 'no');
    const response = streamSSE(c, (stream) => tellAll(stream, whose, { after, person, session }));
    // Kept for another request, it would hold up a server that drains.
    response.headers.set('Connection', 'close');
    return response;
  });

  interface Following {
    readonly after: ReturnType<typeof placeIn>;
    readonly person: PersonId;
    readonly session: string;
  }

  const tellAll = async (stream: SSEStreamingApi, whose: Whose, { after, person, session }: Following) => {
    const following = follow.begin({ whose, person, session, after, admit: admit(whose, person, session) });
    stream.onAbort(() => following.stop());
    try {
      await stream.write(`retry: ${retryMs}\n\n`);
      for await (const entries of following.parts) await tellPart(stream, entries);
      if (following.ended) await stream.writeSSE({ event: activityEvents.ended, data: following.ended });
    } finally {
      following.stop();
    }
  };

  return app;
};

/** One after the other: who reads slowly is waited for, and nothing piles up. */
const tellPart = async (stream: SSEStreamingApi, entries: readonly ActivityEntry[]): Promise<void> => {
  if (entries.length === 0) await stream.write(':\n\n');
  for (const happening of entries.flatMap((entry) => happeningIn(entry) ?? [])) {
    await stream.writeSSE({ event: activityEvents.happening, id: happening.id, data: JSON.stringify(happening) });
  }
};
