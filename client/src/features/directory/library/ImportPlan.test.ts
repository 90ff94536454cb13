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
const fine: PlanCheck = { rows: 2, known: 1, sample: [{ title: 'Trees' }], faults: [], faultsInAll: 0 };
const faulty: PlanCheck = {
  ...fine,
  faults: [{ row: 3, field: 'title', fault: 'missing', value: '' }],
  faultsInAll: 1,
};

let sent: File[];
let asked: { path: string; body: unknown }[];
let answers: (() => Response)[];

const json =
  (body: unknown, status = 200) =>
  () =>
    new Response(JSON.stringify(body), { status });
const gone = json({ type: '/problems/unknown-file', status: 404, title: '', code: 'unknown-file' }, 404);

/** The browser's way of sending a file, as far as it is used here: the server takes each. */
class Sending {
  readonly upload: { onprogress?: (event: object) => void } = {};
  readonly status = 201;
  readonly responseText = JSON.stringify(file);
  onload?: () => void;
  open(): void {}
  setRequestHeader(): void {}
  abort(): void {}
  send(plan: File): void {
    sent.push(plan);
    this.upload.onprogress?.({ loaded: 1, total: 1 });
    this.onload?.();
  }
}

beforeEach(() => {
  sent = [];
  asked = [];
  answers = [];
  vi.stubGlobal('XMLHttpRequest', Sending);
  vi.stubGlobal('fetch', (path: string, { body }: RequestInit) => {
    asked.push({ path, body: typeof body === 'string' ? JSON.parse(body) : undefined });
    const answer = answers.shift();
    return answer ? Promise.resolve(answer()) : Promise.reject(new TypeError('Failed to fetch'));
  });
});
afterEach(() => void vi.unstubAllGlobals());

const open = () => {
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
const goOn = () => screen.getByRole<HTMLButtonElement>('button', { name: /^Bring \d+ action/ });

test('a plan is sent, checked as it is most likely meant, and brought in', async () => {
  const saved = ['{"is":"saving","saved":1,"of":2}', '{"is":"done","import":"importOfThePlan1","actions":2}', ''];
  answers = [json(fine), () => new Response(saved.join('\n'))];
  const { choose, onend } = open();
  await choose(plan);

  expect(await screen.findByText(/2 actions are read; 1 of them is in the library already/)).toBeTruthy();
  await userEvent.click(goOn());

  expect(await screen.findByText('2 actions of plan.csv are in the library.')).toBeTruthy();
  expect(asked).toEqual([
    { path: `/api/organisations/${city}/library/files/${fileId}/check`, body: suggested },
    {
      path: `/api/organisations/${city}/library/imports`,
      body: { file: fileId, name: 'plan.csv', reading: suggested },
    },
  ]);
  await userEvent.click(screen.getByRole('button', { name: 'To the library' }));
  expect(onend).toHaveBeenCalled();
});

test('rows that can’t be read are listed with the reason, and keep all the others out', async () => {
  answers = [json(faulty)];
  const { choose } = open();
  await choose(plan);

  const faults = within(await screen.findByRole('region', { name: '1 cell can’t be read' }));
  expect(faults.getAllByRole('cell').map((cell) => cell.textContent)).toEqual([
    '3',
    'B · Title',
    '',
    'There is no title.',
  ]);
  expect(goOn().disabled).toBe(true);
});

test('another column is checked anew, and no column for the titles is said at the field', async () => {
  answers = [json(faulty), json(fine)];
  const { choose } = open();
  await choose(plan);
  await userEvent.selectOptions(await screen.findByLabelText('Title'), 'Column C: Cost');
  await expect.poll(() => asked.length).toBe(2);
  expect(asked[1]?.body).toMatchObject({ mapping: { title: 2 } });

  await userEvent.selectOptions(screen.getByLabelText('Title'), 'Not in the file');

  expect(screen.getByText('Choose the column that holds the actions’ titles.')).toBeTruthy();
  expect(screen.getByLabelText('Title').getAttribute('aria-invalid')).toBe('true');
  expect(goOn().disabled).toBe(true);
  expect(asked).toHaveLength(2);
});

test('a file that the server has let go of is sent again by itself, once', async () => {
  answers = [gone, json(fine), json(fine)];
  const { choose } = open();
  await choose(plan);
  expect(await screen.findByText(/2 actions are read/)).toBeTruthy();
  expect(sent).toHaveLength(2);

  answers = [gone];
  await userEvent.click(goOn());
  expect(await screen.findByText(/not kept any more/)).toBeTruthy();
  expect(sent).toHaveLength(2);
});

test('a file that is too large is told so before it is sent', async () => {
  const large = new File([''], 'large.xlsx');
  Object.defineProperty(large, 'size', { value: planFileBytesMax + 1 });
  const { choose } = open();
  await choose(large);

  expect((await screen.findByRole('alert')).textContent).toMatch(/larger than 20 MB/);
  expect(sent).toEqual([]);
});
