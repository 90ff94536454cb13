import { facilitator } from '@brygga/shared/testing/fixtures';
import { newWorkshop } from '@brygga/shared/testing/workshop';
import { screen } from '@testing-library/svelte';
import { afterEach, expect, test, vi } from 'vitest';
import { memoryBoard } from '../../documents/testing/memoryBoard.svelte.ts';
import { renderWithBoard } from '../../documents/testing/renderWithBoard.ts';
import { m } from '../../i18n/index.ts';
import RecordDisclosureForm from './RecordDisclosureForm.svelte';

afterEach(() => vi.restoreAllMocks());

/** Formats without a time zone of their own are read in this one, as in a browser there. */
const readIn = (timeZone: string): void => {
  const { DateTimeFormat } = Intl;
  vi.spyOn(Intl, 'DateTimeFormat').mockImplementation(function format(locales, options) {
    return new DateTimeFormat(locales, { ...options, timeZone: options?.timeZone ?? timeZone });
  });
};

test('the day is that of the reader’s own calendar, by the server’s clock', () => {
  readIn('Europe/Stockholm');
  const workshop = newWorkshop();
  const board = memoryBoard(workshop, facilitator);
  // Half past eleven at night in UTC.
  board.advanceClock(Date.UTC(2027, 2, 1, 23, 30) - workshop.at);
  renderWithBoard(board.live, RecordDisclosureForm, { city: undefined });

  expect(screen.getByLabelText(m.questions_day())).toHaveValue('2027-03-02');
});
