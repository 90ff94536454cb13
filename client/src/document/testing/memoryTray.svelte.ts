import * as Y from 'yjs';
import { LiveTalk } from '../liveTalk.ts';
import type { LiveTray, TrayItem } from '../types.ts';

/** What an item has that a test doesn't care for. */
export const trayItem = (its: Partial<TrayItem> & Pick<TrayItem, 'id' | 'what'>): TrayItem => ({
  reason: 'step-closed',
  kind: 'note',
  title: '',
  text: '',
  value: undefined,
  more: 0,
  at: 1_000_000,
  ...its,
});

/** A tray without a document behind it. */
export const memoryTray = (...items: readonly TrayItem[]): LiveTray => {
  let held = $state.raw(items);
  return {
    get items() {
      return held;
    },
    talk: new LiveTalk(new Y.Doc()),
    dismiss(ids) {
      held = held.filter(({ id }) => !ids.includes(id));
    },
    destroy: () => undefined,
  };
};
