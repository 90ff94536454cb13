import type { PlanCheck, PlanFile } from '@brygga/shared/api/library';
import { planFileBytesMax } from '@brygga/shared/api/library';
import type { Reading } from '@brygga/shared/domain/plan/worksheet';
import { OrganisationId, PlanFileId } from '@brygga/shared/ids';
import { render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import ImportPlan from './ImportPlan.svelte';

const city = OrganisationId.parse('cityOfManyLakes1');
const fileId = PlanFileId.parse('fileOfThePlan001');
const suggested: Reading = { sheet: 0, headings: 0, mapping: { title: 1 }, decimal: '.' };
const file: PlanFile = {
  id: fileId,
  sheets: [
    {
      name: '',
      rows: 3,
      head: [
        ['Nr', 'Action', 'Cost'],
        ['A', 'Trees', '1,5'],
      ],
      suggested,
    },
  ],
};
const validCheck: PlanCheck = { rows: 2, known: 1, sample: [{ title: 'Trees' }], faults: [], faultsInAll: 0 };
const faultyCheck: PlanCheck = {
  ...validCheck,
  faults: [{ row: 3, field: 'title', fault: 'missing', value: '' }],
  faultsInAll: 1,
};

let sentFiles: File[];
let requests: { path: string; body: unknown }[];
let responses: (() => Response)[];

const json =
  (body: unknown, status = 200) =>
  () =>
    new Response(JSON.stringify(body), { status });
const discarded = json({ type: '/problems/unknown-file', status: 404, title: '', code: 'unknown-file' }, 404);

/** A fake XMLHttpRequest whose server accepts every file. */
class FakeUpload {
  readonly upload: { onprogress?: (event: object) => void } = {};
  readonly status = 201;
  readonly responseText = JSON.stringify(file);
  onload?: () => void;
  open(): void {}
  setRequestHeader(): void {}
  abort(): void {}
  send(plan: File): void {
    sentFiles.push(plan);
    this.upload.onprogress?.({ loaded: 1, total: 1 });
    this.onload?.();
  }
}

beforeEach(() => {
  sentFiles = [];
  requests = [];
  responses = [];
  vi.stubGlobal('XMLHttpRequest', FakeUpload);
  vi.stubGlobal('fetch', (path: string, { body }: RequestInit) => {
    requests.push({ path, body: typeof body === 'string' ? JSON.parse(body) : undefined });
    const response = responses.shift();
    return response ? Promise.resolve(response()) : Promise.reject(new TypeError('Failed to fetch'));
  });
});
afterEach(() => void vi.unstubAllGlobals());

const renderImport = () => {
  const onend = vi.fn();
  const { container } = render(ImportPlan, { city, onend });
  const choose = async (plan: File) => {
    const input = container.querySelector('input');
    if (!input) throw new Error('There is nothing to choose a file with');
    await userEvent.upload(input, plan);
  };
  return { onend, choose };
};
const plan = new File(['Nr,Action'], 'plan.csv');
const importButton = () => screen.getByRole<HTMLButtonElement>('button', { name: /^Bring \d+ action/ });

test('a plan is uploaded, checked with the suggested reading, and imported', async () => {
  const saved = ['{"is":"saving","saved":1,"of":2}', '{"is":"done","import":"importOfThePlan1","actions":2}', ''];
  responses = [json(validCheck), () => new Response(saved.join('\n'))];
  const { choose, onend } = renderImport();
  await choose(plan);

  expect(await screen.findByText(/2 actions are read; 1 of them is in the library already/)).toBeTruthy();
  await userEvent.click(importButton());

  expect(await screen.findByText('2 actions of plan.csv are in the library.')).toBeTruthy();
  expect(requests).toEqual([
    { path: `/api/organisations/${city}/library/files/${fileId}/check`, body: suggested },
    {
      path: `/api/organisations/${city}/library/imports`,
      body: { file: fileId, name: 'plan.csv', reading: suggested },
    },
  ]);
  await userEvent.click(screen.getByRole('button', { name: 'To the library' }));
  expect(onend).toHaveBeenCalled();
});

test('unreadable rows are listed with the reason, and block the import', async () => {
  responses = [json(faultyCheck)];
  const { choose } = renderImport();
  await choose(plan);

  const faults = within(await screen.findByRole('region', { name: '1 cell can’t be read' }));
  expect(faults.getAllByRole('cell').map((cell) => cell.textContent)).toEqual([
    '3',
    'B · Title',
    '',
    'There is no title.',
  ]);
  expect(importButton().disabled).toBe(true);
});

test('another column is checked again, and a missing title column is said at the field', async () => {
  responses = [json(faultyCheck), json(validCheck)];
  const { choose } = renderImport();
  await choose(plan);
  await userEvent.selectOptions(await screen.findByLabelText('Title'), 'Column C: Cost');
  await expect.poll(() => requests.length).toBe(2);
  expect(requests[1]?.body).toMatchObject({ mapping: { title: 2 } });

  await userEvent.selectOptions(screen.getByLabelText('Title'), 'Not in the file');

  expect(screen.getByText('Choose the column that holds the actions’ titles.')).toBeTruthy();
  expect(screen.getByLabelText('Title').getAttribute('aria-invalid')).toBe('true');
  expect(importButton().disabled).toBe(true);
  expect(requests).toHaveLength(2);
});

test('a file that the server has discarded is sent again once', async () => {
  responses = [discarded, json(validCheck), json(validCheck)];
  const { choose } = renderImport();
  await choose(plan);
  expect(await screen.findByText(/2 actions are read/)).toBeTruthy();
  expect(sentFiles).toHaveLength(2);

  responses = [discarded];
  await userEvent.click(importButton());
  expect(await screen.findByText(/not kept any more/)).toBeTruthy();
  expect(sentFiles).toHaveLength(2);
});

test('a file that is too large is not sent', async () => {
  const large = new File([''], 'large.xlsx');
  Object.defineProperty(large, 'size', { value: planFileBytesMax + 1 });
  const { choose } = renderImport();
  await choose(large);

  expect((await screen.findByRole('alert')).textContent).toMatch(/larger than 20 MB/);
  expect(sentFiles).toEqual([]);
});
