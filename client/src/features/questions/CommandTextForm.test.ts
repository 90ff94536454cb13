import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import { m } from '../../i18n/index.ts';
import type { CommandResponseLike } from '../../ui/commands/commandFeedback.svelte.ts';
import CommandTextForm from './CommandTextForm.svelte';

const decided: CommandResponseLike = { kind: 'decided' };

interface FormOptions {
  response?: CommandResponseLike;
  validate?: (text: string, tried: boolean) => string | undefined;
  initialText?: string;
}

const renderForm = ({ response = decided, ...props }: FormOptions = {}) => {
  const execute = vi.fn((_text: string) => Promise.resolve(response));
  const ondone = vi.fn();
  render(CommandTextForm, {
    label: 'Question',
    max: 100,
    action: 'Send',
    execute,
    ondone,
    ...props,
  });
  return {
    execute,
    ondone,
    field: screen.getByLabelText('Question'),
    send: screen.getByRole('button', { name: 'Send' }),
  };
};

test('text is sent trimmed, and the field is emptied', async () => {
  const user = userEvent.setup();
  const { execute, ondone, field, send } = renderForm();
  await user.type(field, '  Why?  ');
  await user.click(send);
  expect(execute).toHaveBeenCalledExactlyOnceWith('Why?');
  expect(ondone).toHaveBeenCalledOnce();
  expect(field).toHaveValue('');
});

test('an empty field is not sent: it says so and has the focus', async () => {
  const user = userEvent.setup();
  const { execute, field, send } = renderForm({ initialText: '   ' });
  await user.click(send);
  expect(execute).not.toHaveBeenCalled();
  expect(field).toBeInvalid();
  expect(field).toHaveAccessibleDescription(m.questions_write_first());
  expect(field).toHaveFocus();
});

test('invalid text says so while it is typed, and is not sent', async () => {
  const user = userEvent.setup();
  const { execute, field, send } = renderForm({
    validate: (text) => (text.includes('Nordvatten') ? 'It names you.' : undefined),
  });
  await user.type(field, 'Nordvatten asks');
  expect(field).toHaveAccessibleDescription('It names you.');
  await user.click(send);
  expect(execute).not.toHaveBeenCalled();
});

test('what else is missing is said after the first submit', async () => {
  const user = userEvent.setup();
  const { execute, field, send } = renderForm({ validate: (_text, tried) => (tried ? 'To whom?' : undefined) });
  await user.type(field, 'Why?');
  expect(field).toBeValid();
  await user.click(send);
  expect(execute).not.toHaveBeenCalled();
  expect(field).toHaveAccessibleDescription('To whom?');
});

test('a refused text stays, with the reason', async () => {
  const user = userEvent.setup();
  const { field, send } = renderForm({ response: { kind: 'unreachable' } });
  await user.type(field, 'Why?');
  await user.click(send);
  expect(field).toHaveValue('Why?');
  expect(screen.getByRole('status')).toHaveTextContent(m.problem_unreachable());
});

test('a text that was changed stays in its field after it was sent', async () => {
  const user = userEvent.setup();
  const { execute, field, send } = renderForm({ initialText: 'Yes.' });
  await user.clear(field);
  await user.type(field, 'Yes, by May.');
  await user.click(send);
  expect(execute).toHaveBeenCalledExactlyOnceWith('Yes, by May.');
  expect(field).toHaveValue('Yes, by May.');
  expect(field).toBeValid();
});
