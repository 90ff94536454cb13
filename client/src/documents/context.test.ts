import { companyPeople, nth } from '@brygga/shared/testing/fixtures';
import { newWorkshop } from '@brygga/shared/testing/workshop';
import { render } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import ReadsBoard from './testing/ReadsBoard.svelte';
import { memoryBoard } from './testing/memoryBoard.svelte.ts';
import { renderWithBoard } from './testing/renderWithBoard.ts';

test('a component gets the board that an ancestor has set', () => {
  const { live } = memoryBoard(newWorkshop(), nth(companyPeople, 0));

  const { getByRole } = renderWithBoard(live, ReadsBoard, {});

  expect(getByRole('heading')).toHaveTextContent(live.title);
});

test('a component without a board above it throws with what is missing', () => {
  expect(() => render(ReadsBoard)).toThrow('setBoard');
});
