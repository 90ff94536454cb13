import type { LiveStatus } from '../../../documents/connection/boardStatus.svelte.ts';
import { m } from '../../../i18n/index.ts';

export type StatusName = 'connecting' | 'connected' | 'offline' | 'saving' | 'saved' | 'refused';

/** `saved` only after the server's journal has confirmed an edit. */
export const statusOf = ({ connection, saving, savedAt }: LiveStatus): StatusName => {
  if (connection !== 'connected') return connection;
  if (saving !== 'saved') return 'saving';
  return savedAt === undefined ? 'connected' : 'saved';
};

export const statusLabel = (name: StatusName): string =>
  ({
    connecting: m.pages_status_connecting,
    connected: m.pages_status_connected,
    offline: m.pages_status_offline,
    saving: m.pages_status_saving,
    saved: m.pages_status_saved,
    refused: m.pages_status_refused,
  })[name]();

/** The status as a sentence. */
export const statusDetail = (status: LiveStatus, timeOf: (at: number) => string): string => {
  const name = statusOf(status);
  switch (name) {
    case 'connecting':
      return m.pages_status_connecting_says();
    case 'connected':
      return m.pages_status_connected_says();
    case 'saving':
      return m.pages_status_saving_says();
    case 'saved':
      return m.pages_status_saved_says({ time: timeOf(status.savedAt ?? 0) });
    case 'offline':
      if (status.localStore === 'off') return m.pages_status_offline_not_kept_says();
      return status.saving === 'saved' ? m.pages_status_offline_says() : m.pages_status_offline_unsaved_says();
    case 'refused':
      return m.pages_status_refused_says();
  }
};
