import type { OrganisationId, PersonId, RecordId } from '@brygga/shared/ids';
import type { QuestionWithId } from './questionLists.ts';

/**
 * Whom a question concerns, as commands of facilitators name it.
 *
 * @throws Error for a copy that does not say who asked: the facilitators' own always does.
 */
export const questionCommandInput = ({
  id,
  asker,
  to,
}: QuestionWithId): { readonly question: RecordId; readonly asker: PersonId; readonly asks?: OrganisationId } => {
  if (!asker) throw new Error(`The question ${id} has no asker`);
  return { question: id, asker, ...(to ? { asks: to } : {}) };
};
