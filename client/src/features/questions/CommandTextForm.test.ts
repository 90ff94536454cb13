import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import { m } from '../../i18n/index.ts';
import type { CommandResponseLike } from '../../ui/commands/commandFeedback.svelte.ts';
import CommandTextForm from './CommandTextForm.svelte';

const decided: CommandResponseLike = { kind: 'decided' };

const shown = (
  its: {
    answer?: CommandResponseLike;
    wrong?: (text: string, tried: boolean) => string | undefined;
    begin?: string;
  } = {},
) => {
  const ask = vi.fn((_text: string) => Promise.resolve(its.answer ?? decided));
  const ondone = vi.fn();
  render(CommandTextForm, {
    label: 'Question',
    max: 100,
    action: 'Send',
    ask,
    ondone,
    ...(its.wrong ? { validate: its.wrong } : {}),
    ...(its.begin === undefined ? {} : { initialText: its.begin }),
  });
  return { ask, ondone, field: screen.getByLabelText('Question'), send: screen.getByRole('button', { name: 'Send' }) };
};

test('words are sent without the blanks around them, and the field is empty for the next', async () => {
  const user = userEvent.setup();
  const { ask, ondone, field, send } = shown();
  await user.type(field, '  Why?  ');
  await user.click(send);
  expect(ask).toHaveBeenCalledExactlyOnceWith('Why?');
  expect(ondone).toHaveBeenCalledOnce();
  expect(field).toHaveValue('');
});

test('nothing is sent without words: the field says so, and has the focus', async () => {
  const user = userEvent.setup();
  const { ask, field, send } = shown({ begin: '   ' });
  await user.click(send);
  expect(ask).not.toHaveBeenCalled();
  expect(field).toBeInvalid();
  expect(field).toHaveAccessibleDescription(m.questions_write_first());
  expect(field).toHaveFocus();
});

test('what is wrong with the words is said while they are written, and keeps them here', async () => {
  const user = userEvent.setup();
  const { ask, field, send } = shown({ wrong: (text) => (text.includes('Nordvatten') ? 'It names you.' : undefined) });
  await user.type(field, 'Nordvatten asks');
  expect(field).toHaveAccessibleDescription('It names you.');
  await user.click(send);
  expect(ask).not.toHaveBeenCalled();
});

test('what is missing beside the words is said to who has tried, and keeps them here', async () => {
  const user = userEvent.setup();
  const { ask, field, send } = shown({ wrong: (_text, tried) => (tried ? 'To whom?' : undefined) });
  await user.type(field, 'Why?');
  expect(field).toBeValid();
  await user.click(send);
  expect(ask).not.toHaveBeenCalled();
  expect(field).toHaveAccessibleDescription('To whom?');
});

test('where it comes to nothing, the words stay and the reason is told', async () => {
  const user = userEvent.setup();
  const { field, send } = shown({ answer: { kind: 'unreachable' } });
  await user.type(field, 'Why?');
  await user.click(send);
  expect(field).toHaveValue('Why?');
  expect(screen.getByRole('status')).toHaveTextContent(m.problem_unreachable());
});
