import type { EnterableCircle } from '@brygga/shared/document/circles';
import { untrack } from 'svelte';
import type { CircleDocument } from './circleDocument.svelte.ts';
import type { CircleRegistry } from './circleRegistry.ts';

export interface View<Live> {
  readonly live: Live;
  destroy(): void;
}

/** Opens live reads over a circle's document, which stays open until the last view of it is destroyed. */
export const openView = <Live extends { readonly stop: () => void }>(
  circles: CircleRegistry,
  circle: EnterableCircle,
  read: (document: CircleDocument) => Live,
): View<Live> =>
  untrack(() => {
    const { document, release } = circles.acquire(circle);
    const live = read(document);
    return {
      live,
      destroy() {
        live.stop();
        release();
      },
    };
  });
