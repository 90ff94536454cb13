import { type ImportInput, ImportProgress } from '@brygga/shared/api/library';
import { Problem } from '@brygga/shared/api/problems';
import type { OrganisationId } from '@brygga/shared/ids';
import { type Failure, requestHeaders } from '../../../api/request.ts';
import { libraryPath } from './http.ts';

/** The lines of a stream as they arrive. */
async function* readLines(body: ReadableStream<Uint8Array<ArrayBuffer>>): AsyncGenerator<string> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let incomplete = '';
  for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
    const lines = (incomplete + decoder.decode(chunk.value, { stream: true })).split('\n');
    incomplete = lines.pop() ?? '';
    yield* lines;
  }
  if (incomplete !== '') yield incomplete;
}

/** All rows were imported, or none. */
export type ImportResult = { readonly ok: true; readonly actions: number } | Failure;

/** Imports a plan and reports progress. An aborted import leaves no rows. */
export const runImport = async (
  city: OrganisationId,
  input: ImportInput,
  onsaved: (saved: number, of: number) => void,
  signal: AbortSignal,
): Promise<ImportResult> => {
  try {
    const response = await fetch(`${libraryPath(city)}/imports`, {
      method: 'POST',
      headers: { ...requestHeaders(), 'content-type': 'application/json' },
      body: JSON.stringify(input),
      signal,
    });
    if (!response.ok || !response.body) return { ok: false, problem: Problem.safeParse(await response.json()).data };
    for await (const line of readLines(response.body)) {
      const progress = ImportProgress.parse(JSON.parse(line));
      if (progress.is === 'saving') onsaved(progress.saved, progress.of);
      if (progress.is === 'done') return { ok: true, actions: progress.actions };
    }
  } catch (error) {
    const isDisconnect = error instanceof TypeError || error instanceof SyntaxError || signal.aborted;
    if (!isDisconnect) throw error;
  }
  return { ok: false, problem: undefined };
};
