import { asParam } from '@brygga/shared/api/workshops';
import type { ExportTable, LetterFormat } from '@brygga/shared/api/exports';
import { circleName, type Circle } from '@brygga/shared/document/circles';
import type { CardId, WorkshopId } from '@brygga/shared/ids';
import { actingAs } from './request.ts';
import { locale } from '../i18n/index.ts';

/** A link can send no headers: whom a demo's visitor looks as, and the language, stand in the address. */
const exportHref = (workshop: WorkshopId, file: string, more: Readonly<Record<string, string>> = {}): string => {
  const as = actingAs();
  const query = new URLSearchParams({ language: locale(), ...(as ? { [asParam]: as } : {}), ...more });
  return `/api/workshops/${workshop}/exports/${file}?${query}`;
};

export const tableExportHref = (workshop: WorkshopId, table: ExportTable): string =>
  exportHref(workshop, `${table}.csv`);

export const boardDataHref = (workshop: WorkshopId): string => exportHref(workshop, 'board.json');

/** @param circle where the challenge lies, if not on the board. */
export const briefFileHref = (
  workshop: WorkshopId,
  challenge: CardId,
  format: 'docx' | 'pdf',
  circle?: Exclude<Circle, { is: 'board' }>,
): string =>
  exportHref(workshop, `challenges/${challenge}/brief.${format}`, circle ? { circle: circleName(circle) } : {});

/** A consortium's letter of intent, for its members; it is written in its own language. */
export const letterFileHref = (workshop: WorkshopId, consortium: CardId, format: LetterFormat): string => {
  const as = actingAs();
  const query = as ? `?${new URLSearchParams({ [asParam]: as })}` : '';
  return `/api/workshops/${workshop}/consortia/${consortium}/letter.${format}${query}`;
};
