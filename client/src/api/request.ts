import { asHeader, asParam } from '@brygga/shared/api/workshops';
import { Problem } from '@brygga/shared/api/problems';
import { PersonId } from '@brygga/shared/ids';
import { locale } from '../i18n/index.ts';

/** `problem: undefined` where no answer came, or none that could be read. */
export type Result<T> = { readonly ok: true; readonly value: T } | Failure;
export type Failure = { readonly ok: false; readonly problem: Problem | undefined };

/** Whatever reads an answer: every Zod schema does. */
interface ResponseSchema<T> {
  safeParse(answer: unknown): { success: true; data: T } | { success: false };
}

export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** In a demo, whom the visitor looks as: the address says it, so that each window may be somebody else. */
export const actingAs = (): PersonId | undefined =>
  PersonId.safeParse(new URLSearchParams(window.location.search).get(asParam)).data;

/** What goes with every request, whatever sends it. */
export const requestHeaders = (): Record<string, string> => {
  const as = actingAs();
  return {
    accept: 'application/json',
    // What the server writes for a person, such as a new agenda, is in the language that is chosen here.
    'accept-language': locale(),
    ...(as ? { [asHeader]: as } : {}),
  };
};

/** Asks the server and reads the answer by its schema. Never throws: a failure is a value. */
export const request = async <T>(
  schema: ResponseSchema<T>,
  method: HttpMethod,
  path: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Result<T>> => {
  try {
    const response = await fetch(path, {
      method,
      headers: {
        ...requestHeaders(),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const answer: unknown = response.status === 204 ? undefined : await response.json();
    if (!response.ok) return { ok: false, problem: Problem.safeParse(answer).data };
    const read = schema.safeParse(answer);
    return read.success ? { ok: true, value: read.data } : { ok: false, problem: undefined };
  } catch (error) {
    // No network, or a body that is no JSON, from a proxy in between: to the caller the server was not reached.
    if (error instanceof TypeError || error instanceof SyntaxError) return { ok: false, problem: undefined };
    throw error;
  }
};

/** For responses whose status says everything. */
export const anyBody = { safeParse: (body: unknown) => ({ success: true as const, data: body }) };
