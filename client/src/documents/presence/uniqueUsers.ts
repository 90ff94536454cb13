import type { Identity } from '@brygga/shared/wire/presence';

/** Each person once, in the order of their first window or caret. */
export const uniqueUsers = (users: readonly (Identity | undefined)[]): readonly Identity[] => [
  ...new Map(users.flatMap((user) => (user ? [[user.id, user] as const] : []))).values(),
];
