/** Yjs origins of the transactions that one's own hands cause: what undo takes back. */
export const actionOrigin = Symbol('action');
export const typingOrigin = Symbol('typing');
