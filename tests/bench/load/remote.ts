import { parentPort, type Worker } from 'node:worker_threads';

/** What a thread can be asked to do: each takes one argument and gives what can be sent between threads. */
export type Methods = Readonly<Record<string, (argument: never) => unknown>>;

interface Asked {
  readonly id: number;
  readonly name: string;
  readonly argument: unknown;
}
type Answered = { readonly id: number } & ({ readonly result: unknown } | { readonly error: unknown });

/** Answers, in a worker thread, whoever started it. */
export const expose = (methods: Methods): void => {
  const answerTo = async ({ id, name, argument }: Asked): Promise<Answered> => {
    try {
      // `Remote` lets through only the argument of that method.
      return { id, result: await methods[name]?.(argument as never) };
    } catch (error) {
      return { id, error };
    }
  };
  parentPort?.on('message', (asked: Asked) => void answerTo(asked).then((answer) => parentPort?.postMessage(answer)));
};

type Remote<Known extends Methods> = <Name extends keyof Known & string>(
  name: Name,
  argument: Parameters<Known[Name]>[0],
) => Promise<Awaited<ReturnType<Known[Name]>>>;

/** Asks a worker thread that exposes these methods. */
export const remoteOf = <Known extends Methods>(worker: Worker): Remote<Known> => {
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  let requestCount = 0;
  worker.on('message', (answer: Answered) => {
    const waits = waiting.get(answer.id);
    waiting.delete(answer.id);
    if ('error' in answer) waits?.reject(answer.error);
    else waits?.resolve(answer.result);
  });
  worker.on('error', (error) => {
    for (const waits of waiting.values()) waits.reject(error);
  });
  return (name, argument) => {
    const waits = Promise.withResolvers<unknown>();
    waiting.set((requestCount += 1), waits);
    worker.postMessage({ id: requestCount, name, argument } satisfies Asked);
    // The thread exposes `Known`, and so answers with what that method gives.
    return waits.promise as ReturnType<Remote<Known>>;
  };
};
