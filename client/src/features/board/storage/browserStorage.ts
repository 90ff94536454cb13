type StorageKind = 'localStorage' | 'sessionStorage';

/**
 * Runs the access; undefined where the browser stores nothing for this site (reading the property
 * already throws) or has no space left.
 */
const accessStorage = <Result>(kind: StorageKind, access: (storage: Storage) => Result): Result | undefined => {
  try {
    return access(window[kind]);
  } catch (error) {
    if (error instanceof DOMException) return undefined;
    throw error;
  }
};

export const readStored = (kind: StorageKind, key: string): string | null =>
  accessStorage(kind, (storage) => storage.getItem(key)) ?? null;

/** Best effort: a setting that is not stored lasts as long as the page. */
export const writeStored = (kind: StorageKind, key: string, value: string): void =>
  accessStorage(kind, (storage) => storage.setItem(key, value));

export const removeStored = (kind: StorageKind, key: string): void =>
  accessStorage(kind, (storage) => storage.removeItem(key));
