import type { CardId } from '@brygga/shared/ids';
import type { Attachment } from 'svelte/attachments';
import { clearTextSelection } from '../ui/nativeDrag.ts';
import type { BoardController } from './boardController.svelte.ts';
import { toBoard } from './geometry/camera.ts';
import { topmostAt } from './geometry/hitTest.ts';
import { handles } from './geometry/layout.ts';
import type { Hand } from './tools/hand.ts';
import type { Intention, Pointing, Target } from './tools/tool.ts';
import { turned } from './tools/wheel.ts';

interface Parts {
  readonly controller: BoardController;
  readonly hand: Hand;
  /** Where this person's pointer is, for the others; null when it has left the board. */
  readonly pointed: (at: { x: number; y: number } | null) => void;
}

const buttons = { 0: 'main', 1: 'middle', 2: 'right' } as const;
const buttonOf = (button: number) => (button === 1 || button === 2 ? buttons[button] : buttons[0]);

/** What has pointers of its own: a seat's button, the words that one types. */
const keepsPointer = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('button, a, input, textarea, select, [data-own-pointer]') !== null;

/**
 * Turns the browser's pointer and wheel events into the hand's words and does what they mean. Moves
 * wait for the next frame: a mouse tells its place more often than the screen can show it.
 */
export const pointers =
  ({ controller, hand, pointed }: Parts): Attachment<HTMLElement> =>
  (element) => {
    const listening = new AbortController();
    const waiting = new Map<number, Pointing>();
    let frame: number | undefined;
    let box = element.getBoundingClientRect();

    const scene = { isSelected: (id: CardId) => controller.isSelected(id) };
    const doAll = (intentions: readonly Intention[]) => intentions.forEach((it) => controller.do(it));

    const targetOf = (event: PointerEvent, place: Pointing['place']): Target => {
      const grip = event.target instanceof HTMLElement ? event.target.dataset['handle'] : undefined;
      const handle = handles.find((name) => name === grip);
      if (handle) return { is: 'handle', handle };
      const seen = new Set(controller.visible);
      const id = topmostAt(controller.boxes?.all.filter((its) => seen.has(its.id)) ?? [], place);
      return id ? { is: 'card', id } : { is: 'board' };
    };

    const pointing = (is: Pointing['is'], event: PointerEvent): Pointing => {
      const screen = { x: event.clientX - box.left, y: event.clientY - box.top };
      const place = toBoard(controller.camera.now, screen);
      return {
        is,
        pointer: event.pointerId,
        with: event.pointerType === 'touch' || event.pointerType === 'pen' ? event.pointerType : 'mouse',
        button: buttonOf(event.button),
        screen,
        place,
        target: is === 'down' ? targetOf(event, place) : { is: 'board' },
        shift: event.shiftKey,
        alt: event.altKey,
        at: event.timeStamp,
      };
    };

    const flush = () => {
      if (frame !== undefined) cancelAnimationFrame(frame);
      frame = undefined;
      const moves = [...waiting.values()];
      waiting.clear();
      for (const move of moves) doAll(hand.on(move, controller.tool, scene));
    };

    const down = (event: PointerEvent) => {
      clearTextSelection();
      flush();
      box = element.getBoundingClientRect();
      if (event.button === 0 && !hand.spaceHeld && keepsPointer(event.target)) return;
      controller.camera.stop();
      // The middle button would start the browser's own scrolling.
      if (event.button === 1) event.preventDefault();
      doAll(hand.on(pointing('down', event), controller.tool, scene));
      element.setPointerCapture(event.pointerId);
    };

    const move = (event: PointerEvent) => {
      const it = pointing('move', event);
      if (event.pointerType !== 'touch') pointed(it.place);
      if (!hand.busy) return;
      waiting.set(event.pointerId, it);
      frame ??= requestAnimationFrame(flush);
    };

    const up = (event: PointerEvent) => {
      flush();
      doAll(hand.on(pointing('up', event), controller.tool, scene));
    };

    const cancel = () => {
      waiting.clear();
      doAll(hand.cancel(scene));
    };

    const wheel = (event: WheelEvent) => {
      event.preventDefault();
      box = element.getBoundingClientRect();
      const { deltaX, deltaY, deltaMode, shiftKey: shift } = event;
      const screen = { x: event.clientX - box.left, y: event.clientY - box.top };
      controller.do(turned({ deltaX, deltaY, deltaMode, shift, zooms: event.ctrlKey || event.metaKey, screen }));
    };

    /** The keyboard's way to the menu; the mouse's comes with the right button, which may also pan. */
    const menu = (event: MouseEvent) => {
      event.preventDefault();
      const byKey = event.button !== 2;
      const frameOf = event.target instanceof Element ? event.target.closest('[data-card]') : null;
      if (!byKey || !frameOf) return;
      const { left, top, width, height } = frameOf.getBoundingClientRect();
      controller.menuAt = { x: left + width / 2 - box.left, y: top + height / 2 - box.top };
    };

    const options = { signal: listening.signal };
    element.addEventListener('pointerdown', down, options);
    element.addEventListener('pointermove', move, options);
    element.addEventListener('pointerup', up, options);
    element.addEventListener('pointercancel', cancel, options);
    element.addEventListener('pointerleave', () => pointed(null), options);
    element.addEventListener('wheel', wheel, { ...options, passive: false });
    element.addEventListener('contextmenu', menu, options);
    return () => {
      listening.abort();
      if (frame !== undefined) cancelAnimationFrame(frame);
      cancel();
    };
  };
