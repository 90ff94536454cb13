import { PlanFile } from '@brygga/shared/api/library';
import { Problem } from '@brygga/shared/api/problems';
import { requestHeaders, type Result } from '../../../api/request.ts';

const unreachableResult = { ok: false, problem: undefined } as const;

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    // From a proxy in between: to whoever asked, the server was not reached.
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
};

/**
 * Sends a file, and says how much of it is there: `fetch` can't. Reading it comes after all is sent.
 *
 * @param onsent with a number from 0 to 1.
 */
export const uploadFile = (
  path: string,
  file: File,
  onsent: (part: number) => void,
  signal: AbortSignal,
): Promise<Result<PlanFile>> =>
  new Promise((answer) => {
    const request = new XMLHttpRequest();
    request.open('POST', path);
    for (const [name, value] of Object.entries(requestHeaders())) request.setRequestHeader(name, value);
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.upload.onprogress = ({ loaded, total }) => onsent(total > 0 ? loaded / total : 0);
    request.onload = () => {
      const body = parseJson(request.responseText);
      const read = PlanFile.safeParse(body);
      if (request.status === 201 && read.success) answer({ ok: true, value: read.data });
      else answer({ ok: false, problem: Problem.safeParse(body).data });
    };
    request.onerror = () => answer(unreachableResult);
    request.onabort = () => answer(unreachableResult);
    signal.addEventListener('abort', () => request.abort());
    request.send(file);
  });
