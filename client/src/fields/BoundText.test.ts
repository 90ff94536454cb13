import { facilitator } from '@brygga/shared/testing/fixtures';
import { newWorkshop } from '@brygga/shared/testing/workshop';
import { screen } from '@testing-library/svelte';
import { flushSync } from 'svelte';
import { expect, test } from 'vitest';
import { memoryBoard } from '../documents/testing/memoryBoard.svelte.ts';
import { noteId, putNote, setField, textOf } from '../documents/testing/notes.ts';
import { renderWithBoard } from '../documents/testing/renderWithBoard.ts';
import { typist } from '../documents/testing/typist.ts';
import BoundText from './BoundText.svelte';

const note = noteId(1);

/** A field that shows a note's text, and hands that write in it. */
const openField = () => {
  const workshop = newWorkshop();
  putNote(workshop.doc, note, { text: 'Two' });
  const { live } = memoryBoard(workshop, facilitator);
  const props = () => ({ card: live.cards.get(note), field: 'text', label: 'Text' });
  const { rerender } = renderWithBoard(live, BoundText as never, props());
  /** Something about the card changes, and the page shows it. */
  const changeCard = async (change: () => void) => {
    change();
    flushSync();
    await rerender({ componentProps: props() });
  };
  return {
    text: textOf(workshop.doc, note, 'text'),
    hands: typist(screen.getByLabelText<HTMLTextAreaElement>('Text')),
    changeCard,
    recolour: (colour: string) => changeCard(() => setField(workshop.doc, note, 'colour', colour)),
  };
};

test('P2: a word that is being composed is written once, whatever others change in the card meanwhile', async () => {
  const { text, hands, changeCard, recolour } = openField();
  hands.focus(3);
  hands.compose('に');
  await recolour('mint');
  await changeCard(() => text.insert(0, 'One, '));
  hands.element.setSelectionRange(3, 4);
  hands.type('日本');
  await recolour('yellow');
  hands.composed();

  expect(text.toString()).toBe('One, Two日本');
  expect(hands.element.value).toBe('One, Two日本');
});
