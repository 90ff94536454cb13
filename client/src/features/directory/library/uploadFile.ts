import { PlanFile } from '@brygga/shared/api/library';
import { Problem } from '@brygga/shared/api/problems';
import { requestHeaders, type Result } from '../../../api/request.ts';

const unreachableResult = { ok: false, problem: undefined } as const;

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    // A proxy's answer that is no JSON counts as an unreachable server.
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
};

/**
 * Uploads with XMLHttpRequest, since `fetch` reports no upload progress.
 *
 * @param onsent receives a fraction from 0 to 1; at 1 the server begins to read the file.
 */
export const uploadFile = (
  path: string,
  file: File,
  onsent: (fraction: number) => void,
  signal: AbortSignal,
): Promise<Result<PlanFile>> =>
  new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open('POST', path);
    for (const [name, value] of Object.entries(requestHeaders())) request.setRequestHeader(name, value);
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.upload.onprogress = ({ loaded, total }) => onsent(total > 0 ? loaded / total : 0);
    request.onload = () => {
      const body = parseJson(request.responseText);
      const parsed = PlanFile.safeParse(body);
      if (request.status === 201 && parsed.success) resolve({ ok: true, value: parsed.data });
      else resolve({ ok: false, problem: Problem.safeParse(body).data });
    };
    request.onerror = () => resolve(unreachableResult);
    request.onabort = () => resolve(unreachableResult);
    signal.addEventListener('abort', () => request.abort());
    request.send(file);
  });
