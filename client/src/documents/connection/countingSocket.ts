import { frameTypes, syncTypes } from '@brygga/shared/wire/frames';

export interface FrameCounter {
  socketCreated(): void;
  frameSent(kind: 'step2' | 'update'): void;
}

/** What kind of document frame this is, if it is one. Both numbers are varints below 128: a byte each. */
const documentFrameKind = (data: unknown): 'step2' | 'update' | undefined => {
  if (!(data instanceof Uint8Array) || data[0] !== frameTypes.sync) return undefined;
  if (data[1] === syncTypes.step2) return 'step2';
  return data[1] === syncTypes.update ? 'update' : undefined;
};

/** A WebSocket for the provider that counts the document frames which it sends, as the server counts them. */
export const countingSocket = (Socket: typeof WebSocket, counter: FrameCounter): typeof WebSocket =>
  class extends Socket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      counter.socketCreated();
    }

    override send(data: Parameters<WebSocket['send']>[0]): void {
      super.send(data);
      const kind = documentFrameKind(data);
      if (kind) counter.frameSent(kind);
    }
  };
