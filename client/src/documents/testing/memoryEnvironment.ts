import type { Environment } from '../registry/environment.ts';

/** An environment over a test's sockets, whose stores keep nothing. It lists the names of stores. */
export const memoryEnvironment = (
  Socket: typeof WebSocket,
): Environment & { readonly openStores: string[]; readonly deletedStores: string[] } => {
  const openStores: string[] = [];
  const deletedStores: string[] = [];
  return {
    syncUrl: 'wss://brygga.test/sync',
    Socket,
    storage: localStorage,
    openStore(_doc, name) {
      openStores.push(name);
      return {
        origin: Symbol('memory store'),
        state: 'off',
        read: Promise.resolve(false),
        readOrTimeout: Promise.resolve(),
        destroy: () => void openStores.splice(openStores.indexOf(name), 1),
      };
    },
    deleteStore: (name) => void deletedStores.push(name),
    post: () => Promise.resolve({ ok: false, problem: undefined }),
    openStores,
    deletedStores,
  };
};
