import type { PersonId } from '@brygga/shared/ids';
import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { type Adapter, type Cookie, type DatabaseSession, Lucia, TimeSpan } from 'lucia';
import type { Storage } from '../storage/tables.ts';
import { isSecure } from './httpOrigin.ts';

declare module 'lucia' {
  interface Register {
    UserId: PersonId;
  }
}

/** Days without a visit after which somebody has to sign in again. */
const sessionDays = 30;

/** Lucia's session id, as it is in the cookie. */
export type SessionId = string;

export interface Sessions {
  /** The person of the request's cookie. A session that is half over is extended. */
  personOf(c: Context): Promise<PersonId | undefined>;
  /** Signs a person in on this browser; ends the session that it had. */
  start(c: Context, person: PersonId): Promise<void>;
  end(c: Context): Promise<void>;
  /** The session id in the request's cookie, valid or not. */
  idOf(c: Context): SessionId | undefined;
  /** When a session expires, in milliseconds since 1970; undefined if it has ended or expired. Extends nothing. */
  aliveUntil(session: SessionId): Promise<number | undefined>;
  removeExpired(): Promise<void>;
}

/**
 * Only this file knows Lucia, which is no longer developed, so that it can be replaced.
 *
 * @param onEnd called for each session that is signed out.
 */
export const createSessions = (
  storage: Storage,
  origin: string | undefined,
  onEnd: (session: SessionId) => void,
): Sessions => {
  const lucia = new Lucia(createAdapter(storage), {
    sessionExpiresIn: new TimeSpan(sessionDays, 'd'),
    sessionCookie: { name: 'session', attributes: { sameSite: 'lax', path: '/' } },
  });

  const sendCookie = (c: Context, cookie: Cookie): void => {
    const { sameSite = 'lax', ...attributes } = cookie.attributes;
    setCookie(c, cookie.name, cookie.value, { ...attributes, sameSite, httpOnly: true, secure: isSecure(c, origin) });
  };

  const idOf = (c: Context): SessionId | undefined => getCookie(c, lucia.sessionCookieName);

  const endSession = async (c: Context): Promise<void> => {
    const id = idOf(c);
    if (!id) return;
    await lucia.invalidateSession(id);
    onEnd(id);
  };

  return {
    async personOf(c) {
      const id = idOf(c);
      if (!id) return undefined;
      const { session } = await lucia.validateSession(id);
      if (session?.fresh) sendCookie(c, lucia.createSessionCookie(session.id));
      return session?.userId;
    },
    async start(c, person) {
      await endSession(c);
      const session = await lucia.createSession(person, {});
      sendCookie(c, lucia.createSessionCookie(session.id));
    },
    async end(c) {
      await endSession(c);
      sendCookie(c, lucia.createBlankSessionCookie());
    },
    idOf,
    async aliveUntil(session) {
      const row = await storage
        .selectFrom('sessions')
        .select('expiresAt')
        .where('id', '=', session)
        .where('expiresAt', '>', Date.now())
        .executeTakeFirst();
      return row?.expiresAt;
    },
    removeExpired: () => lucia.deleteExpiredSessions(),
  };
};

const createAdapter = (storage: Storage): Adapter => ({
  async getSessionAndUser(id) {
    const row = await storage.selectFrom('sessions').selectAll().where('id', '=', id).executeTakeFirst();
    // The foreign key deletes sessions with their person, so a session has one.
    return row ? [toDatabaseSession(row), { id: row.person, attributes: {} }] : [null, null];
  },
  async getUserSessions(person) {
    const rows = await storage.selectFrom('sessions').selectAll().where('person', '=', person).execute();
    return rows.map(toDatabaseSession);
  },
  async setSession({ id, userId, expiresAt }) {
    await storage.insertInto('sessions').values({ id, person: userId, expiresAt: expiresAt.getTime() }).execute();
  },
  async updateSessionExpiration(id, expiresAt) {
    await storage.updateTable('sessions').set({ expiresAt: expiresAt.getTime() }).where('id', '=', id).execute();
  },
  async deleteSession(id) {
    await storage.deleteFrom('sessions').where('id', '=', id).execute();
  },
  async deleteUserSessions(person) {
    await storage.deleteFrom('sessions').where('person', '=', person).execute();
  },
  async deleteExpiredSessions() {
    await storage.deleteFrom('sessions').where('expiresAt', '<=', Date.now()).execute();
  },
});

const toDatabaseSession = (row: { id: string; person: PersonId; expiresAt: number }): DatabaseSession => ({
  id: row.id,
  userId: row.person,
  expiresAt: new Date(row.expiresAt),
  attributes: {},
});
