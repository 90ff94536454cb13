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

/** Names a session, to those who need not know more of it than that two are the same. */
export type SessionId = string;

export interface Sessions {
  /** Who the request's cookie stands for. A session that is half over is lengthened on the way. */
  personOf(c: Context): Promise<PersonId | undefined>;
  /** Signs a person in on this browser, in place of whoever was. */
  start(c: Context, person: PersonId): Promise<void>;
  end(c: Context): Promise<void>;
  /** The session of the request's cookie, whatever it is worth. */
  idOf(c: Context): SessionId | undefined;
  /**
   * When a session runs out (milliseconds since 1970), unless it is lengthened; undefined where it has
   * ended or run out. To ask it lengthens none.
   */
  aliveUntil(session: SessionId): Promise<number | undefined>;
  removeExpired(): Promise<void>;
}

/**
 * Everything that knows Lucia, which gets no features any more, is in this file.
 *
 * @param onEnd hears of each session that somebody has ended.
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

  const give = (c: Context, cookie: Cookie): void => {
    const { sameSite = 'lax', ...attributes } = cookie.attributes;
    setCookie(c, cookie.name, cookie.value, { ...attributes, sameSite, httpOnly: true, secure: isSecure(c, origin) });
  };

  const idOf = (c: Context): SessionId | undefined => getCookie(c, lucia.sessionCookieName);

  const forget = async (c: Context): Promise<void> => {
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
      if (session?.fresh) give(c, lucia.createSessionCookie(session.id));
      return session?.userId;
    },
    async start(c, person) {
      await forget(c);
      const session = await lucia.createSession(person, {});
      give(c, lucia.createSessionCookie(session.id));
    },
    async end(c) {
      await forget(c);
      give(c, lucia.createBlankSessionCookie());
    },
    idOf,
    async aliveUntil(session) {
      const found = await storage
        .selectFrom('sessions')
        .select('expiresAt')
        .where('id', '=', session)
        .where('expiresAt', '>', Date.now())
        .executeTakeFirst();
      return found?.expiresAt;
    },
    removeExpired: () => lucia.deleteExpiredSessions(),
  };
};

const createAdapter = (storage: Storage): Adapter => ({
  async getSessionAndUser(id) {
    const row = await storage.selectFrom('sessions').selectAll().where('id', '=', id).executeTakeFirst();
    // A session goes with its person, by its foreign key: where there is a session there is a person.
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
