export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly kind: 'info' | 'problem';
  /** The one thing to do about it. */
  readonly action: ToastAction | undefined;
}

export interface ToastAction {
  readonly label: string;
  readonly run: () => void;
}

const stays = { info: 5_000, problem: 12_000 };
const shownAtOnce = 3;

let shown = $state.raw<readonly Toast[]>([]);
let last = 0;

export const toasts = (): readonly Toast[] => shown;

export const dismiss = (id: number): void => {
  shown = shown.filter((toast) => toast.id !== id);
};

/** Tells in passing what happened; what must not be missed belongs on the object itself. */
export const say = (text: string, kind: 'info' | 'problem' = 'info', action?: ToastAction): void => {
  last += 1;
  const toast = { id: last, text, kind, action };
  shown = [...shown.filter((other) => other.text !== text), toast].slice(-shownAtOnce);
  setTimeout(() => dismiss(toast.id), stays[kind]);
};
