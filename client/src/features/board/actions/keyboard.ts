import { singleKeysEnabled } from '../storage/singleKeySetting.svelte.ts';
import type { PointerRouter } from '../tools/pointerRouter.ts';
import { type ActionContext, isShown } from './action.ts';
import { actionForKeys, runAction } from './actions.ts';
import { hasNextCard } from './cardTraversal.ts';
import { isSingleKey, isTextEntry, keysOf } from './keys.ts';

interface KeyboardDeps {
  readonly context: ActionContext;
  readonly pointerRouter: PointerRouter;
  /** The board's own element. */
  readonly root: () => HTMLElement | undefined;
}

/** Keys that a focused button, link or menu needs for itself. */
const keysOfControls = new Set(['Enter', 'Space', 'ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown']);

/** The board's keys. Those pressed in a text field, a dialog or a panel are left alone. */
export const boardKeyboard = ({ context, pointerRouter, root }: KeyboardDeps) => {
  const { controller } = context;

  const isInsideBoard = (target: EventTarget | null): boolean =>
    target === document.body || (target instanceof Node && (root()?.contains(target) ?? false));

  const isLeftToBrowser = (keys: string, target: EventTarget | null): boolean => {
    const onCanvas =
      target instanceof Element && target.closest('[data-canvas]') !== null && !target.closest('button, a');
    if (keys === 'Tab' || keys === 'Shift+Tab') return !onCanvas || !hasNextCard(context, keys === 'Tab' ? 1 : -1);
    return !onCanvas && target !== document.body && keysOfControls.has(keys.replace('Shift+', ''));
  };

  return {
    down(event: KeyboardEvent): void {
      if (event.defaultPrevented || isTextEntry(event.target) || !isInsideBoard(event.target)) return;
      const keys = keysOf(event);
      if (isLeftToBrowser(keys, event.target)) return;
      if (keys === 'Space') {
        pointerRouter.spaceHeld = true;
        event.preventDefault();
        return;
      }
      if (keys === 'Escape' && pointerRouter.busy)
        return controller.gestures.executeAll(pointerRouter.cancel(controller));
      if (isSingleKey(keys) && !singleKeysEnabled()) return;
      const action = actionForKeys(keys);
      if (!action || !isShown(action, context)) return;
      event.preventDefault();
      runAction(action, context, keys);
    },
    up(event: KeyboardEvent): void {
      if (event.key === ' ') pointerRouter.spaceHeld = false;
    },
    /** A keyup in another window is never delivered, so losing the focus releases Space. */
    blur(): void {
      pointerRouter.spaceHeld = false;
    },
  };
};
