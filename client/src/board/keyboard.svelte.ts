import type { ActionScene } from './actionScene.ts';
import { actionFor, run } from './actions.ts';
import { isSingle, isTyping, keysOf } from './keys.ts';
import { hasNext } from './moves.ts';
import type { Hand } from './tools/hand.ts';

const kept = 'brygga-single-keys';

let singleKeys = $state(typeof localStorage === 'undefined' || localStorage.getItem(kept) !== 'off');

/** Whether one key alone does something: whoever speaks to the machine may switch it off (WCAG 2.1.4). */
export const singleKeysOn = (): boolean => singleKeys;

export const setSingleKeys = (on: boolean): void => {
  singleKeys = on;
  if (on) localStorage.removeItem(kept);
  else localStorage.setItem(kept, 'off');
};

interface Parts {
  readonly scene: ActionScene;
  readonly hand: Hand;
  readonly root: () => HTMLElement | undefined;
}

/** Keys that a focused button, link or menu needs for itself. */
const belongToControls = new Set([
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
export const keyboard = ({ scene, hand, root }: Parts) => {
  const isOurs = (target: EventTarget | null): boolean =>
    target === document.body || (target instanceof Node && (root()?.contains(target) ?? false));

  const goesOnByItself = (keys: string, target: EventTarget | null): boolean => {
    const onCanvas =
      target instanceof Element && target.closest('[data-canvas]') !== null && !target.closest('button, a');
    if (keys === 'Tab' || keys === 'Shift+Tab') return !onCanvas || !hasNext(scene, keys === 'Tab' ? 1 : -1);
    return !onCanvas && target !== document.body && belongToControls.has(keys.replace('Shift+', ''));
  };

  return {
    down(event: KeyboardEvent): void {
      if (event.defaultPrevented || isTyping(event.target) || !isOurs(event.target)) return;
      const keys = keysOf(event);
      if (goesOnByItself(keys, event.target)) return;
      if (keys === 'Space') {
        hand.spaceHeld = true;
        event.preventDefault();
        return;
      }
      if (keys === 'Escape' && hand.busy) {
        for (const it of hand.cancel({ isSelected: (id) => scene.controller.isSelected(id) })) scene.controller.do(it);
        return;
      }
      if (isSingle(keys) && !singleKeys) return;
      const action = actionFor(keys);
      if (!action || (action.shown && !action.shown(scene))) return;
      event.preventDefault();
      run(action, scene, keys);
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
