import { render } from '@testing-library/svelte';
import type { Component } from 'svelte';
import type { LiveBoard } from '../registry/liveBoard.ts';
import type { LiveReturnedEdits } from '../registry/openReturnedEdits.svelte.ts';
import { memoryReturnedEdits } from './memoryReturnedEdits.svelte.ts';
import WithBoard from './WithBoard.svelte';

/** Renders a component below a board and returned edits (none by default), as a page would. */
export const renderWithBoard = <Props extends Record<string, unknown>>(
  live: LiveBoard,
  component: Component<Props>,
  props: Props,
  returnedEdits: LiveReturnedEdits = memoryReturnedEdits(),
) =>
  render(WithBoard, {
    live,
    returnedEdits,
    component: component as Component<Record<string, unknown>>,
    componentProps: props,
  });
