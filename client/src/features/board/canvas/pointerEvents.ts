import type { CardId } from '@brygga/shared/ids';
import type { Attachment } from 'svelte/attachments';
import { clearTextSelection } from '../../../ui/nativeDrag.ts';
import type { BoardController } from '../controller/boardController.svelte.ts';
import { toBoard } from '../geometry/camera.ts';
import { topmostAt } from '../geometry/hitTest.ts';
import { handles } from '../geometry/layout.ts';
import type { PointerRouter } from '../tools/pointerRouter.ts';
import type { BoardIntent, PointerInput, PointerTarget } from '../tools/tool.ts';
import { wheelToIntent } from '../tools/wheelToIntent.ts';

interface PointerEventsDeps {
  readonly controller: BoardController;
  readonly hand: PointerRouter;
  /** Where this person's pointer is, for the others; null when it has left the board. */
  readonly onCursorMove: (at: { x: number; y: number } | null) => void;
}

const buttons = { 0: 'main', 1: 'middle', 2: 'right' } as const;
const buttonOf = (button: number) => (button === 1 || button === 2 ? buttons[button] : buttons[0]);

/** What has pointers of its own: a seat's button, the words that one types. */
const handlesOwnPointer = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('button, a, input, textarea, select, [data-own-pointer]') !== null;

/**
 * Turns the browser's pointer and wheel events into the hand's words and does what they mean. Moves
 * wait for the next frame: a mouse tells its place more often than the screen can show it.
 */
export const pointerEvents =
  ({ controller, hand, onCursorMove }: PointerEventsDeps): Attachment<HTMLElement> =>
  (element) => {
    const listening = new AbortController();
    const waiting = new Map<number, PointerInput>();
    let frame: number | undefined;
    let box = element.getBoundingClientRect();

    const scene = { isSelected: (id: CardId) => controller.isSelected(id) };
    const doAll = (intentions: readonly BoardIntent[]) => intentions.forEach((it) => controller.gestures.execute(it));

    const targetOf = (event: PointerEvent, place: PointerInput['boardPoint']): PointerTarget => {
      const grip = event.target instanceof HTMLElement ? event.target.dataset['handle'] : undefined;
      const handle = handles.find((name) => name === grip);
      if (handle) return { kind: 'handle', handle };
      const seen = new Set(controller.mountedIds);
      const id = topmostAt(controller.boxes?.all.filter((its) => seen.has(its.id)) ?? [], place);
      return id ? { kind: 'card', id } : { kind: 'board' };
    };

    const pointing = (is: PointerInput['kind'], event: PointerEvent): PointerInput => {
      const screen = { x: event.clientX - box.left, y: event.clientY - box.top };
      const place = toBoard(controller.camera.current, screen);
      return {
        kind: is,
        pointerId: event.pointerId,
        pointerType: event.pointerType === 'touch' || event.pointerType === 'pen' ? event.pointerType : 'mouse',
        button: buttonOf(event.button),
        screenPoint: screen,
        boardPoint: place,
        target: is === 'down' ? targetOf(event, place) : { kind: 'board' },
        shift: event.shiftKey,
        alt: event.altKey,
        timeMs: event.timeStamp,
      };
    };

    const flush = () => {
      if (frame !== undefined) cancelAnimationFrame(frame);
      frame = undefined;
      const moves = [...waiting.values()];
      waiting.clear();
      for (const move of moves) doAll(hand.handle(move, controller.tool, scene));
    };

    const down = (event: PointerEvent) => {
      clearTextSelection();
      flush();
      box = element.getBoundingClientRect();
      if (event.button === 0 && !hand.spaceHeld && handlesOwnPointer(event.target)) return;
      controller.camera.stop();
      // The middle button would start the browser's own scrolling.
      if (event.button === 1) event.preventDefault();
      doAll(hand.handle(pointing('down', event), controller.tool, scene));
      element.setPointerCapture(event.pointerId);
    };

    const move = (event: PointerEvent) => {
      const it = pointing('move', event);
      if (event.pointerType !== 'touch') onCursorMove(it.boardPoint);
      if (!hand.busy) return;
      waiting.set(event.pointerId, it);
      frame ??= requestAnimationFrame(flush);
    };

    const up = (event: PointerEvent) => {
      flush();
      doAll(hand.handle(pointing('up', event), controller.tool, scene));
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
      controller.gestures.execute(
        wheelToIntent({
          deltaX,
          deltaY,
          deltaMode,
          shift,
          zoomModifier: event.ctrlKey || event.metaKey,
          screenPoint: screen,
        }),
      );
    };

    /** The keyboard's way to the menu; the mouse's comes with the right button, which may also pan. */
    const menu = (event: MouseEvent) => {
      event.preventDefault();
      const byKey = event.button !== 2;
      const frameOf = event.target instanceof Element ? event.target.closest('[data-card]') : null;
      if (!byKey || !frameOf) return;
      const { left, top, width, height } = frameOf.getBoundingClientRect();
      controller.menuPoint = { x: left + width / 2 - box.left, y: top + height / 2 - box.top };
    };

    const options = { signal: listening.signal };
    element.addEventListener('pointerdown', down, options);
    element.addEventListener('pointermove', move, options);
    element.addEventListener('pointerup', up, options);
    element.addEventListener('pointercancel', cancel, options);
    element.addEventListener('pointerleave', () => onCursorMove(null), options);
    element.addEventListener('wheel', wheel, { ...options, passive: false });
    element.addEventListener('contextmenu', menu, options);
    return () => {
      listening.abort();
      if (frame !== undefined) cancelAnimationFrame(frame);
      cancel();
    };
  };
