/**
 * Why the server closed a socket. A browser can't see why an upgrade was refused, so whatever a
 * person can act on is accepted and closed with one of these. y-websocket takes 4400–4499 as final
 * and retries all others.
 */
export const closeCodes = {
  malformed: 4400,
  'signed-out': 4401,
  'no-right': 4403,
  unknown: 4404,
  'client-id-taken': 4409,
  'schema-version': 4426,
  restart: 1012,
  overloaded: 1013,
} as const;

export type CloseName = keyof typeof closeCodes;
