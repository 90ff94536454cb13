/** Functions that a worker thread offers; arguments and results are copied by structured clone. */
export type WorkerMethods<Methods> = { readonly [Name in keyof Methods]: (...args: never[]) => unknown };

/** Every request has one reply with the same id. */
export interface WorkerRequest {
  readonly id: number;
  readonly method: string;
  readonly args: readonly unknown[];
}

export type WorkerReply =
  | { readonly id: number; readonly kind: 'done'; readonly value: unknown }
  | { readonly id: number; readonly kind: 'failed'; readonly name: string; readonly message: string };

/** The last request: the thread ends after its reply. */
export const closeMethod = 'close';

export const errorMessage = (error: unknown): string => (error instanceof Error ? error.message : String(error));
