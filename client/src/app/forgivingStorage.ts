/**
 * The browser's storage, for a page that must not break where it is denied or full. A browser set to
 * store nothing throws at the mere access of `localStorage`, a full one at each write; what can't be
 * stored is kept in memory, for as long as the page is open.
 */
export const forgivingStorage = (browserStorage: () => Storage): Storage => {
  const memory = new Map<string, string>();

  const attempt = <Value>(use: (storage: Storage) => Value, instead: () => Value): Value => {
    try {
      return use(browserStorage());
    } catch (error) {
      if (error instanceof DOMException) return instead();
      throw error;
    }
  };

  const keys = (): readonly string[] => {
    const stored = attempt(
      (storage) => Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? ''),
      () => [],
    );
    return [...new Set([...stored, ...memory.keys()])];
  };

  return {
    get length() {
      return keys().length;
    },
    key: (index) => keys()[index] ?? null,
    getItem: (key) =>
      memory.get(key) ??
      attempt(
        (storage) => storage.getItem(key),
        () => null,
      ),
    setItem: (key, value) =>
      attempt(
        (storage) => {
          storage.setItem(key, value);
          memory.delete(key);
        },
        () => void memory.set(key, value),
      ),
    removeItem: (key) => {
      memory.delete(key);
      attempt(
        (storage) => storage.removeItem(key),
        () => undefined,
      );
    },
    clear: () => {
      memory.clear();
      attempt(
        (storage) => storage.clear(),
        () => undefined,
      );
    },
  };
};

/** From now on, whoever reads or writes either storage of this window never meets an error of it. */
export const installForgivingStorage = (target: typeof globalThis): void => {
  for (const name of ['localStorage', 'sessionStorage'] as const) {
    const inherited = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(target), name);
    const own = Object.getOwnPropertyDescriptor(target, name) ?? inherited;
    const read = () => (own?.get ? own.get.call(target) : own?.value) as Storage;
    Object.defineProperty(target, name, {
      configurable: true,
      value: forgivingStorage(read),
    });
  }
};
