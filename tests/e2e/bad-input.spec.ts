import { waitForBoard } from '../world/boardPage.ts';
import { sendRequest, createWorkshop, password, register } from '../world/people.ts';
import type { RunningServer } from '../world/server.ts';
import { expect, test } from '../world/test.ts';
import { message } from '../world/messages.ts';

let server: RunningServer;
test.beforeAll(({ sharedServer }) => {
  server = sharedServer;
});

test('a wrong code is told, stays in the field, and can be put right', async ({ openBrowser }) => {
  const { page } = await openBrowser(server.url);
  await page.goto(`${server.url}/join`);
  await page.getByLabel(message('account_code'), { exact: true }).fill('NOSUCHCODE');
  await page.getByRole('button', { name: message('pages_join_look') }).click();
  await expect(page.getByRole('alert')).toContainText(message('problem_unknown_code'));
  await expect(page.getByLabel(message('account_code'), { exact: true })).toHaveValue('NOSUCHCODE');
});

test('a wrong code is told in Swedish to a Swede', async ({ openBrowser }) => {
  const { page } = await openBrowser(server.url, { locale: 'sv-SE' });
  await page.goto(`${server.url}/join/NOSUCHCODE`);
  await expect(page.getByRole('alert')).toContainText(message('problem_unknown_code', {}, 'sv'));
});

test('each field that is wrong says so, and the first of them has the focus', async ({ openBrowser }) => {
  const { page } = await openBrowser(server.url);
  await page.goto(`${server.url}/register`);
  await page.getByRole('radio', { name: message('account_kind_city') }).check();
  await page.getByLabel(message('account_city_name'), { exact: true }).fill('Lund');
  await page.getByLabel(message('account_name')).fill('Ada');
  await page.getByLabel(message('account_email')).fill('no address');
  await page.getByLabel(message('account_password'), { exact: true }).fill('short');
  await page.getByRole('button', { name: message('account_create') }).click();

  await expect(page.getByText(message('account_error_email'))).toBeVisible();
  await expect(page.getByText(message('account_error_password_short', { count: 10 }), { exact: true })).toBeVisible();
  await expect(page.getByLabel(message('account_email'))).toBeFocused();
  await expect(page.getByLabel(message('account_name'))).toHaveValue('Ada');
});

test('an e-mail that somebody has registered with is told, and nothing typed is lost', async ({ openBrowser }) => {
  await register(server.url, { kind: 'city', email: 'ada@example.org' });
  const { page } = await openBrowser(server.url);
  await page.goto(`${server.url}/register`);
  await page.getByRole('radio', { name: message('account_kind_city') }).check();
  await page.getByLabel(message('account_city_name'), { exact: true }).fill('Lund');
  await page.getByLabel(message('account_country')).selectOption('SE');
  await page.getByLabel(message('account_name')).fill('Ada');
  await page.getByLabel(message('account_email')).fill('Ada@Example.org');
  await page.getByLabel(message('account_password'), { exact: true }).fill(password);
  await page.getByRole('button', { name: message('account_create') }).click();
  await expect(page.getByRole('alert')).toContainText(message('problem_email_taken'));
  await expect(page.getByLabel(message('account_name'))).toHaveValue('Ada');
});

test('a wrong password does not tell whether the e-mail is known', async ({ openBrowser }) => {
  await register(server.url, { kind: 'city', email: 'known@example.org' });
  const somebody = await openBrowser(server.url);
  for (const email of ['known@example.org', 'unknown@example.org']) {
    await somebody.signIn(email, 'not-the-password');
    await expect(somebody.page.getByRole('alert')).toContainText(message('problem_wrong_credentials'));
  }
});

test('a workshop that is unknown and one that is not theirs look the same', async ({ openBrowser }) => {
  const host = await register(server.url, { kind: 'host' });
  const others = await createWorkshop(host);
  const somebody = await openBrowser(server.url);
  await somebody.register({ kind: 'company' });
  for (const id of [others, 'aaaaaaaaaaaaaaaaaaaa']) {
    await somebody.goto(`/w/${id}`);
    await expect(somebody.page.getByRole('alert')).toContainText(message('pages_refused_unknown'));
  }
});

test('an address that leads nowhere says so, and leads back', async ({ openBrowser }) => {
  const somebody = await openBrowser(server.url);
  await somebody.goto('/no/such/page');
  await expect(somebody.page.getByRole('heading', { level: 1 })).toHaveText(message('pages_not_found_title'));
  await somebody.page.getByRole('link', { name: message('pages_to_start') }).click();
  await expect(somebody.page.getByRole('heading', { level: 1 })).toHaveText(message('pages_start_what'));
});

test('who signs out in one window is told in the other, where the board was open', async ({ openBrowser }) => {
  const somebody = await openBrowser(server.url);
  await somebody.register({ kind: 'host' });
  await somebody.createWorkshop('Cool streets');
  await waitForBoard(somebody);
  const other = await somebody.context.newPage();
  await other.goto(`${server.url}/workshops`);
  await other.getByRole('button', { name: message('account_menu', { name: 'Somebody' }) }).click();
  await other.getByRole('menuitem', { name: message('account_sign_out') }).click();
  await other.waitForURL(`${server.url}/`);
  await expect(somebody.page.getByRole('alert')).toContainText(message('pages_refused_signed_out'));
});

test('the server answers bad requests with problem details, and stays up', async () => {
  const { url } = server;
  const tooLarge = await sendRequest(url, 'POST', '/api/auth/login', {
    body: { email: 'x'.repeat(2_000_000), password: 'x' },
  });
  expect(tooLarge).toMatchObject({ status: 413, body: { code: 'body-too-large' } });

  const notJson = await fetch(`${url}/api/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"email":',
  });
  expect(notJson.status).toBe(400);
  expect(notJson.headers.get('content-type')).toContain('application/problem+json');

  const foreign = await sendRequest(url, 'POST', '/api/demo', {
    body: {},
    headers: { origin: 'https://evil.example' },
  });
  expect(foreign).toMatchObject({ status: 403, body: { code: 'foreign-origin' } });
  expect((await sendRequest(url, 'GET', '/healthz')).status).toBe(200);
});
