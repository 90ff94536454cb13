import type { Block, Run, TableCell } from '@brygga/shared/document/text/richText';

/** @param runs strings are runs without format. */
export const paragraph = (...runs: readonly (Run | string)[]): Block => ({
  is: 'paragraph',
  runs: runs.map((run) => (typeof run === 'string' ? { text: run } : run)),
});

export const table = (headings: readonly string[], rows: readonly (readonly string[])[]): Block => ({
  is: 'table',
  rows: [headings.map((text) => cell(text, true)), ...rows.map((row) => row.map((text) => cell(text, false)))],
});

const cell = (text: string, heading: boolean): TableCell => ({ heading, blocks: [paragraph(text)] });
