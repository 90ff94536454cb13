import type { Attachment } from 'svelte/attachments';
import { clearTextSelection } from '../../../ui/nativeDrag.ts';
import type { BoardController } from '../controller/boardController.svelte.ts';
import { type Box, type Point, toBoard } from '../geometry/camera.ts';
import { topmostAt } from '../geometry/hitTest.ts';
import { centreOf, handles } from '../geometry/layout.ts';
import type { PointerRouter } from '../tools/pointerRouter.ts';
import type { PointerInput, PointerTarget } from '../tools/tool.ts';
import { wheelToIntent } from '../tools/wheelToIntent.ts';

interface PointerEventsDeps {
  readonly controller: BoardController;
  readonly pointerRouter: PointerRouter;
  /** This person's pointer in board units, for the others' screens; null when it has left the board. */
  readonly onCursorMove: (at: Point | null) => void;
}

const buttons = { 0: 'main', 1: 'middle', 2: 'right' } as const;
const buttonOf = (button: number) => (button === 1 || button === 2 ? buttons[button] : buttons[0]);

/** Elements that handle pointers themselves, such as a seat's button or a text field. */
const handlesOwnPointer = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('button, a, input, textarea, select, [data-own-pointer]') !== null;

const pointerTarget = (controller: BoardController, event: PointerEvent, at: Point): PointerTarget => {
  const handleName = event.target instanceof HTMLElement ? event.target.dataset['handle'] : undefined;
  const handle = handles.find((name) => name === handleName);
  if (handle) return { kind: 'handle', handle };
  const mounted = new Set(controller.mountedIds);
  const id = topmostAt(controller.boxes?.all.filter((box) => mounted.has(box.id)) ?? [], at);
  return id ? { kind: 'card', id } : { kind: 'board' };
};

const pointerInput = (
  controller: BoardController,
  kind: PointerInput['kind'],
  event: PointerEvent,
  screenPoint: Point,
): PointerInput => {
  const boardPoint = toBoard(controller.camera.current, screenPoint);
  return {
    kind,
    pointerId: event.pointerId,
    pointerType: event.pointerType === 'touch' || event.pointerType === 'pen' ? event.pointerType : 'mouse',
    button: buttonOf(event.button),
    screenPoint,
    boardPoint,
    target: kind === 'down' ? pointerTarget(controller, event, boardPoint) : { kind: 'board' },
    shift: event.shiftKey,
    alt: event.altKey,
    timeMs: event.timeStamp,
  };
};

/** Box of the card that the event is on, in pixels of the page. */
const cardBoxOf = ({ target }: Event): Box | undefined => {
  const element = target instanceof Element ? target.closest('[data-card]') : null;
  if (!element) return undefined;
  const { left: x, top: y, width: w, height: h } = element.getBoundingClientRect();
  return { x, y, w, h };
};

/**
 * Translates DOM pointer and wheel events into `PointerInput`, and executes what they mean. Moves are
 * handled once a frame, because a mouse reports more often than the screen draws.
 */
export const pointerEvents =
  ({ controller, pointerRouter, onCursorMove }: PointerEventsDeps): Attachment<HTMLElement> =>
  (element) => {
    const listeners = new AbortController();
    const pendingMoves = new Map<number, PointerInput>();
    let frame: number | undefined;
    let canvasBox = element.getBoundingClientRect();

    const toScreenPoint = ({ clientX, clientY }: MouseEvent): Point => ({
      x: clientX - canvasBox.left,
      y: clientY - canvasBox.top,
    });

    const inputOf = (kind: PointerInput['kind'], event: PointerEvent) =>
      pointerInput(controller, kind, event, toScreenPoint(event));

    const route = (input: PointerInput) =>
      controller.gestures.executeAll(pointerRouter.handle(input, controller.tool, controller));

    const flush = () => {
      if (frame !== undefined) cancelAnimationFrame(frame);
      frame = undefined;
      const moves = [...pendingMoves.values()];
      pendingMoves.clear();
      for (const move of moves) route(move);
    };

    const down = (event: PointerEvent) => {
      clearTextSelection();
      flush();
      canvasBox = element.getBoundingClientRect();
      if (event.button === 0 && !pointerRouter.spaceHeld && handlesOwnPointer(event.target)) return;
      controller.camera.stop();
      // The middle button would start the browser's own scrolling.
      if (event.button === 1) event.preventDefault();
      route(inputOf('down', event));
      element.setPointerCapture(event.pointerId);
    };

    const move = (event: PointerEvent) => {
      const input = inputOf('move', event);
      if (event.pointerType !== 'touch') onCursorMove(input.boardPoint);
      if (!pointerRouter.busy) return;
      pendingMoves.set(event.pointerId, input);
      frame ??= requestAnimationFrame(flush);
    };

    const up = (event: PointerEvent) => {
      flush();
      route(inputOf('up', event));
    };

    const cancel = () => {
      pendingMoves.clear();
      controller.gestures.executeAll(pointerRouter.cancel(controller));
    };

    const wheel = (event: WheelEvent) => {
      event.preventDefault();
      canvasBox = element.getBoundingClientRect();
      const intent = wheelToIntent({
        deltaX: event.deltaX,
        deltaY: event.deltaY,
        deltaMode: event.deltaMode,
        shift: event.shiftKey,
        zoomModifier: event.ctrlKey || event.metaKey,
        screenPoint: toScreenPoint(event),
      });
      controller.gestures.execute(intent);
    };

    /** Opens the menu for the keyboard; the right button may also pan, so the pointer router opens it. */
    const openMenu = (event: MouseEvent) => {
      event.preventDefault();
      const cardBox = cardBoxOf(event);
      if (event.button === 2 || !cardBox) return;
      const { x, y } = centreOf(cardBox);
      controller.menuPoint = { x: x - canvasBox.left, y: y - canvasBox.top };
    };

    const options = { signal: listeners.signal };
    element.addEventListener('pointerdown', down, options);
    element.addEventListener('pointermove', move, options);
    element.addEventListener('pointerup', up, options);
    element.addEventListener('pointercancel', cancel, options);
    element.addEventListener('pointerleave', () => onCursorMove(null), options);
    element.addEventListener('wheel', wheel, { ...options, passive: false });
    element.addEventListener('contextmenu', openMenu, options);
    return () => {
      listeners.abort();
      if (frame !== undefined) cancelAnimationFrame(frame);
      cancel();
    };
  };
