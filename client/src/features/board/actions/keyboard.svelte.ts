import type { ActionContext } from './actionContext.ts';
import { actionForKeys, runAction } from './actions.ts';
import { isSingleKey, isTextEntry, keysOf } from './keys.ts';
import { hasNextCard } from './nudge.ts';
import type { PointerRouter } from '../tools/pointerRouter.ts';

const singleKeysStorageKey = 'brygga-single-keys';

let singleKeys = $state(typeof localStorage === 'undefined' || localStorage.getItem(singleKeysStorageKey) !== 'off');

/** Whether one key alone does something: whoever speaks to the machine may switch it off (WCAG 2.1.4). */
export const singleKeysEnabled = (): boolean => singleKeys;

export const setSingleKeys = (on: boolean): void => {
  singleKeys = on;
  if (on) localStorage.removeItem(singleKeysStorageKey);
  else localStorage.setItem(singleKeysStorageKey, 'off');
};

interface KeyboardDeps {
  readonly scene: ActionContext;
  readonly hand: PointerRouter;
  readonly root: () => HTMLElement | undefined;
}

/** Keys that a focused button, link or menu needs for itself. */
const keysOfControls = new Set([
  'Enter',
  'Space',
  'Tab',
  'Shift+Tab',
  'ArrowLeft',
  'ArrowRight',
  'ArrowUp',
  'ArrowDown',
]);

/** What keys do on the board. Those of a text field, a dialog or a panel are left alone. */
export const boardKeyboard = ({ scene, hand, root }: KeyboardDeps) => {
  const isOurs = (target: EventTarget | null): boolean =>
    target === document.body || (target instanceof Node && (root()?.contains(target) ?? false));

  const goesOnByItself = (keys: string, target: EventTarget | null): boolean => {
    const onCanvas =
      target instanceof Element && target.closest('[data-canvas]') !== null && !target.closest('button, a');
    if (keys === 'Tab' || keys === 'Shift+Tab') return !onCanvas || !hasNextCard(scene, keys === 'Tab' ? 1 : -1);
    return !onCanvas && target !== document.body && keysOfControls.has(keys.replace('Shift+', ''));
  };

  return {
    down(event: KeyboardEvent): void {
      if (event.defaultPrevented || isTextEntry(event.target) || !isOurs(event.target)) return;
      const keys = keysOf(event);
      if (goesOnByItself(keys, event.target)) return;
      if (keys === 'Space') {
        hand.spaceHeld = true;
        event.preventDefault();
        return;
      }
      if (keys === 'Escape' && hand.busy) {
        for (const it of hand.cancel({ isSelected: (id) => scene.controller.isSelected(id) }))
          scene.controller.gestures.execute(it);
        return;
      }
      if (isSingleKey(keys) && !singleKeys) return;
      const action = actionForKeys(keys);
      if (!action || (action.shown && !action.shown(scene))) return;
      event.preventDefault();
      runAction(action, scene, keys);
    },
    up(event: KeyboardEvent): void {
      if (event.key === ' ') hand.spaceHeld = false;
    },
    /** A key that is let go in another window is never told. */
    blur(): void {
      hand.spaceHeld = false;
    },
  };
};
