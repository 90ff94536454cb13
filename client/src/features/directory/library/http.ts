import {
  type ImportInput,
  ImportProgress,
  LibraryPage,
  type LibraryQuery,
  PlanCheck,
  PlanImport,
} from '@brygga/shared/api/library';
import { Problem } from '@brygga/shared/api/problems';
import type { Reading } from '@brygga/shared/domain/plan/worksheet';
import type { OrganisationId, PlanActionId, PlanFileId, PlanImportId } from '@brygga/shared/ids';
import { type Failure, requestHeaders, request } from '../../../api/request.ts';
import { uploadFile } from './uploadFile.ts';

/** For answers that say all by their status. */
const anyResponse = { safeParse: (answer: unknown) => ({ success: true as const, data: answer }) };

const libraryPath = (city: OrganisationId) => `/api/organisations/${city}/library`;

export const readLibrary = (city: OrganisationId, query: LibraryQuery) => {
  const said = Object.entries(query).filter(([, value]) => value !== undefined && value !== '');
  return request(
    LibraryPage,
    'GET',
    `${libraryPath(city)}?${new URLSearchParams(said.map(([key, value]) => [key, `${value}`]))}`,
  );
};

export const readImports = (city: OrganisationId) => request(PlanImport.array(), 'GET', `${libraryPath(city)}/imports`);
export const removeAction = (city: OrganisationId, action: PlanActionId) =>
  request(anyResponse, 'DELETE', `${libraryPath(city)}/actions/${action}`);
export const removeImport = (city: OrganisationId, id: PlanImportId) =>
  request(anyResponse, 'DELETE', `${libraryPath(city)}/imports/${id}`);

export const uploadPlanFile = (city: OrganisationId, file: File, onsent: (part: number) => void, signal: AbortSignal) =>
  uploadFile(`${libraryPath(city)}/files`, file, onsent, signal);

export const checkPlan = (city: OrganisationId, file: PlanFileId, reading: Reading) =>
  request(PlanCheck, 'POST', `${libraryPath(city)}/files/${file}/check`, reading);

/** Lines as they come. */
async function* readLines(body: ReadableStream<Uint8Array<ArrayBuffer>>): AsyncGenerator<string> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    const lines = (rest + decoder.decode(read.value, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest !== '') yield rest;
}

/** Whether all of it is there; where it is not, none of it is. */
export type ImportResult = { readonly ok: true; readonly actions: number } | Failure;

/** Brings a plan in, and hears how it goes. Whoever aborts it has brought in nothing. */
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
      const news = ImportProgress.parse(JSON.parse(line));
      if (news.is === 'saving') onsaved(news.saved, news.of);
      if (news.is === 'done') return { ok: true, actions: news.actions };
    }
  } catch (error) {
    const isCut = error instanceof TypeError || error instanceof SyntaxError || signal.aborted;
    if (!isCut) throw error;
  }
  return { ok: false, problem: undefined };
};
