import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, test, vi } from 'vitest';
import { problemResponse, stubServer } from '../../api/testing/stubServer.ts';
import RegisterForm from './RegisterForm.svelte';

afterEach(() => void vi.unstubAllGlobals());

const create = () => userEvent.click(screen.getByRole('button', { name: 'Create account' }));
const field = (label: string | RegExp) => screen.getByLabelText<HTMLInputElement>(label);
const described = (label: string | RegExp) =>
  (field(label).getAttribute('aria-describedby') ?? '')
    .split(' ')
    .map((id) => document.getElementById(id)?.textContent)
    .join(' ');

const fillIn = async () => {
  await userEvent.click(screen.getByRole('radio', { name: /A company/ }));
  await userEvent.type(field('Company'), 'Nordvatten');
  await userEvent.selectOptions(field('Country'), 'SE');
  await userEvent.type(field('Your name'), 'Amira Haddad');
  await userEvent.type(field('E-mail'), 'amira@nordvatten.example');
  await userEvent.type(field('Password'), 'a long sentence');
};

test('missing fields each show an error, and nothing is sent', async () => {
  const requests = stubServer({});
  render(RegisterForm, { onregistered: vi.fn() });

  await create();

  const kinds = screen.getByRole('radiogroup');
  expect(kinds).toBeInvalid();
  expect(kinds).toHaveAccessibleDescription('Choose where you come from.');
  expect(document.activeElement).toBe(kinds.querySelector('input'));
  expect(field('E-mail').getAttribute('aria-invalid')).toBe('true');
  expect(described('E-mail')).toMatch(/whole e-mail address/);
  expect(described('Password')).toMatch(/At least 10 characters\.$/);
  expect(requests).toEqual([]);
});

test('an issue from the server shows at its field and keeps the values', async () => {
  const issues = [{ path: 'email', code: 'invalid_format', message: 'Invalid' }];
  stubServer({ 'POST /api/auth/register': problemResponse(422, 'malformed', { issues }) });
  const onregistered = vi.fn();
  render(RegisterForm, { onregistered });
  await fillIn();

  await create();

  expect(described('E-mail')).toMatch(/whole e-mail address/);
  expect(field('Company').value).toBe('Nordvatten');
  expect(onregistered).not.toHaveBeenCalled();
});

test('a suggested city fills in its country', async () => {
  stubServer({});
  render(RegisterForm, { onregistered: vi.fn() });
  await userEvent.click(screen.getByRole('radio', { name: /A city/ }));

  await userEvent.type(field('City'), 'Nairobi');
  await userEvent.tab();

  expect(field('Country').value).toBe('KE');
});

test('a taken e-mail shows a sentence', async () => {
  stubServer({ 'POST /api/auth/register': problemResponse(409, 'email-taken') });
  render(RegisterForm, { onregistered: vi.fn() });
  await fillIn();

  await create();

  expect(screen.getByRole('alert').textContent).toMatch(/registered with this e-mail already/);
});

test('a created account calls onregistered', async () => {
  const person = { id: 'abcdefghijklmnop', name: 'Amira Haddad' };
  const requests = stubServer({
    'POST /api/auth/register': { status: 201, body: { person, organisations: [] } },
    'GET /api/me': { status: 200, body: { person, organisations: [] } },
  });
  const onregistered = vi.fn();
  render(RegisterForm, { onregistered });
  await fillIn();

  await create();

  await expect.poll(() => onregistered.mock.calls.length).toBe(1);
  expect(requests[0]?.body).toEqual({
    email: 'amira@nordvatten.example',
    password: 'a long sentence',
    name: 'Amira Haddad',
    organisation: { kind: 'company', name: 'Nordvatten', country: 'SE' },
  });
});
