import { vi } from 'vitest';

interface StubResponse {
  readonly status: number;
  readonly body: unknown;
}

/** A server that gives these answers by `METHOD /path`; anything else it can't be reached for. */
export const stubServer = (answers: Readonly<Record<string, StubResponse>>) => {
  const asked: { name: string; body: unknown }[] = [];
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
    const name = `${init.method} ${path}`;
    asked.push({ name, body: typeof init.body === 'string' ? JSON.parse(init.body) : undefined });
    const answer = answers[name];
    if (!answer) throw new TypeError('Failed to fetch');
    return new Response(JSON.stringify(answer.body), { status: answer.status });
  });
  return asked;
};

export const problemResponse = (status: number, code: string, more: object = {}): StubResponse => ({
  status,
  body: { type: `/problems/${code}`, status, title: code, code, ...more },
});
