import { boardCircle, type Circle, circleName, readCircle } from '@brygga/shared/document/circles';
import { WorkshopId } from '@brygga/shared/ids';
import type { DocumentName } from './contract.ts';

/** The journal's name for the document of a workshop's circle. */
export const documentName = (workshop: WorkshopId, circle: Circle = boardCircle): DocumentName =>
  circle.is === 'board' ? workshop : `${workshop}/${circleName(circle)}`;

/**
 * Reverses `documentName`.
 *
 * @throws Error for any other string.
 */
export const parseDocumentName = (
  document: DocumentName,
): { readonly workshop: WorkshopId; readonly circle: Circle } => {
  const [workshop, name, ...rest] = document.split('/');
  const circle = name === undefined ? boardCircle : readCircle(name);
  if (!circle || rest.length > 0) throw new Error(`${document} names no circle's document`);
  return { workshop: WorkshopId.parse(workshop), circle };
};
