import { render } from '@testing-library/svelte';
import type { Component } from 'svelte';
import type { LiveBoard } from '../types.ts';
import WithBoard from './WithBoard.svelte';

/** Renders a component below a board, as a page would. */
export const renderWithBoard = <Props extends Record<string, unknown>>(
  live: LiveBoard,
  component: Component<Props>,
  props: Props,
) => render(WithBoard, { live, component: component as Component<Record<string, unknown>>, its: props });
