import { boardIsOpen } from '../world/onBoard.ts';
import { ask, createWorkshop, password, register } from '../world/people.ts';
import type { RunningServer } from '../world/server.ts';
import { expect, test } from '../world/test.ts';
import { words } from '../world/words.ts';

let server: RunningServer;
test.beforeAll(({ sharedServer }) => {
  server = sharedServer;
});

test('a wrong code is told, stays in the field, and can be put right', async ({ sits }) => {
  const { page } = await sits(server.url);
  await page.goto(`${server.url}/join`);
  await page.getByLabel(words('account_code'), { exact: true }).fill('NOSUCHCODE');
  await page.getByRole('button', { name: words('pages_join_look') }).click();
  await expect(page.getByRole('alert')).toContainText(words('problem_unknown_code'));
  await expect(page.getByLabel(words('account_code'), { exact: true })).toHaveValue('NOSUCHCODE');
});

test('a wrong code is told in Swedish to a Swede', async ({ sits }) => {
  const { page } = await sits(server.url, { locale: 'sv-SE' });
  await page.goto(`${server.url}/join/NOSUCHCODE`);
  await expect(page.getByRole('alert')).toContainText(words('problem_unknown_code', {}, 'sv'));
});

test('each field that is wrong says so, and the first of them has the focus', async ({ sits }) => {
  const { page } = await sits(server.url);
  await page.goto(`${server.url}/register`);
  await page.getByRole('radio', { name: words('account_kind_city') }).check();
  await page.getByLabel(words('account_city_name'), { exact: true }).fill('Lund');
  await page.getByLabel(words('account_name')).fill('Ada');
  await page.getByLabel(words('account_email')).fill('no address');
  await page.getByLabel(words('account_password'), { exact: true }).fill('short');
  await page.getByRole('button', { name: words('account_create') }).click();

  await expect(page.getByText(words('account_error_email'))).toBeVisible();
  await expect(page.getByText(words('account_error_password_short', { count: 10 }), { exact: true })).toBeVisible();
  await expect(page.getByLabel(words('account_email'))).toBeFocused();
  await expect(page.getByLabel(words('account_name'))).toHaveValue('Ada');
});

test('an e-mail that somebody has registered with is told, and nothing typed is lost', async ({ sits }) => {
  await register(server.url, { kind: 'city', email: 'ada@example.org' });
  const { page } = await sits(server.url);
  await page.goto(`${server.url}/register`);
  await page.getByRole('radio', { name: words('account_kind_city') }).check();
  await page.getByLabel(words('account_city_name'), { exact: true }).fill('Lund');
  await page.getByLabel(words('account_country')).selectOption('SE');
  await page.getByLabel(words('account_name')).fill('Ada');
  await page.getByLabel(words('account_email')).fill('Ada@Example.org');
  await page.getByLabel(words('account_password'), { exact: true }).fill(password);
  await page.getByRole('button', { name: words('account_create') }).click();
  await expect(page.getByRole('alert')).toContainText(words('problem_email_taken'));
  await expect(page.getByLabel(words('account_name'))).toHaveValue('Ada');
});

test('a wrong password does not tell whether the e-mail is known', async ({ sits }) => {
  await register(server.url, { kind: 'city', email: 'known@example.org' });
  const somebody = await sits(server.url);
  for (const email of ['known@example.org', 'unknown@example.org']) {
    await somebody.signsIn(email, 'not-the-password');
    await expect(somebody.page.getByRole('alert')).toContainText(words('problem_wrong_credentials'));
  }
});

test('a workshop that is unknown and one that is not theirs look the same', async ({ sits }) => {
  const host = await register(server.url, { kind: 'host' });
  const others = await createWorkshop(host);
  const somebody = await sits(server.url);
  await somebody.registers({ kind: 'company' });
  for (const id of [others, 'aaaaaaaaaaaaaaaaaaaa']) {
    await somebody.opens(`/w/${id}`);
    await expect(somebody.page.getByRole('alert')).toContainText(words('pages_refused_unknown'));
  }
});

test('an address that leads nowhere says so, and leads back', async ({ sits }) => {
  const somebody = await sits(server.url);
  await somebody.opens('/no/such/page');
  await expect(somebody.page.getByRole('heading', { level: 1 })).toHaveText(words('pages_not_found_title'));
  await somebody.page.getByRole('link', { name: words('pages_to_start') }).click();
  await expect(somebody.page.getByRole('heading', { level: 1 })).toHaveText(words('pages_start_what'));
});

test('who signs out in one window is told in the other, where the board was open', async ({ sits }) => {
  const somebody = await sits(server.url);
  await somebody.registers({ kind: 'host' });
  await somebody.createsWorkshop('Cool streets');
  await boardIsOpen(somebody);
  const other = await somebody.context.newPage();
  await other.goto(`${server.url}/workshops`);
  await other.getByRole('button', { name: words('account_menu', { name: 'Somebody' }) }).click();
  await other.getByRole('menuitem', { name: words('account_sign_out') }).click();
  await other.waitForURL(`${server.url}/`);
  await expect(somebody.page.getByRole('alert')).toContainText(words('pages_refused_signed_out'));
});

test('the server answers bad requests with problem details, and stays up', async () => {
  const { url } = server;
  const tooLarge = await ask(url, 'POST', '/api/auth/login', { body: { email: 'x'.repeat(2_000_000), password: 'x' } });
  expect(tooLarge).toMatchObject({ status: 413, body: { code: 'body-too-large' } });

  const notJson = await fetch(`${url}/api/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"email":',
  });
  expect(notJson.status).toBe(400);
  expect(notJson.headers.get('content-type')).toContain('application/problem+json');

  const foreign = await ask(url, 'POST', '/api/demo', { body: {}, headers: { origin: 'https://evil.example' } });
  expect(foreign).toMatchObject({ status: 403, body: { code: 'foreign-origin' } });
  expect((await ask(url, 'GET', '/healthz')).status).toBe(200);
});
