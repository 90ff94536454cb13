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

const toastDurationsMs = { info: 5_000, problem: 12_000 };
const toastsMax = 3;

let shownToasts = $state.raw<readonly Toast[]>([]);
let lastId = 0;

export const toasts = (): readonly Toast[] => shownToasts;

export const dismissToast = (id: number): void => {
  shownToasts = shownToasts.filter((toast) => toast.id !== id);
};

/** Shows a short notice. Errors that must not be missed belong beside what caused them. */
export const showToast = (text: string, kind: 'info' | 'problem' = 'info', action?: ToastAction): void => {
  lastId += 1;
  const toast = { id: lastId, text, kind, action };
  shownToasts = [...shownToasts.filter((other) => other.text !== text), toast].slice(-toastsMax);
  setTimeout(() => dismissToast(toast.id), toastDurationsMs[kind]);
};
