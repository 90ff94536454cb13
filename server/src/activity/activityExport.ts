import type { ExportedHappening } from '@brygga/shared/api/activity';
import type { ExportLanguage } from '@brygga/shared/api/exports';
import { cardsOf, readCard } from '@brygga/shared/document/cards/index';
import type { CsvCell } from '@brygga/shared/domain/csv';
import { csvDelimiter, csvOf } from '@brygga/shared/domain/csv';
import type { Happening } from '@brygga/shared/domain/activity/happening';
import { type NameLookup, describeHappening, authorOf } from '@brygga/shared/domain/activity/describe';
import { cardTitle } from '@brygga/shared/document/cards/cardTitle';
import { boardOf } from '@brygga/shared/agreements/board';
import type { OrganisationId, PersonId } from '@brygga/shared/ids';
import type * as Y from 'yjs';
import { type ActivityMessages, activityMessages } from './activityMessages.ts';

/** Where names are looked up: people on the board, cards in their circle. */
export interface NameSources {
  readonly board: Y.Doc;
  readonly circle: Y.Doc;
}

interface ExportNameLookup extends NameLookup {
  organisationOf(person: PersonId): OrganisationId | undefined;
}

const createNameLookup = ({ board, circle }: NameSources): ExportNameLookup => {
  const onBoard = boardOf(board);
  const cardIn = (id: string) => readCard(id, cardsOf(circle).get(id)) ?? readCard(id, cardsOf(board).get(id));
  return {
    title: (id) => {
      const card = cardIn(id);
      return card && cardTitle(card);
    },
    need(consortium, need) {
      const challenge = onBoard.consortium(consortium)?.challenge;
      return challenge && onBoard.challenge(challenge)?.needs[need];
    },
    organisation: (id) => onBoard.organisation(id)?.name,
    person: (id) => onBoard.person(id)?.name,
    step: (id) => onBoard.session().agenda.find((step) => step.id === id)?.title,
    organisationOf: (person) => onBoard.person(person)?.organisation,
  };
};

/** Happenings with their sentences; names are those of now. */
export const describeHappenings = (
  happenings: readonly Happening[],
  sources: NameSources,
  language: ExportLanguage,
): ExportedHappening[] => {
  const { say } = activityMessages(language);
  const names = createNameLookup(sources);
  return happenings.map((happening) => {
    const { person, organisation } = authorOf(happening, names, say);
    return {
      ...happening,
      sentence: describeHappening(happening, names, say),
      ...(person === undefined ? {} : { person }),
      ...(organisation === undefined ? {} : { organisation }),
    };
  });
};

const csvRow = (happening: ExportedHappening, { label }: ActivityMessages): CsvCell[] => [
  new Date(happening.at).toISOString(),
  happening.person,
  happening.organisation,
  label(`activity_kind_${happening.kind}`),
  happening.sentence,
  happening.what,
  happening.id,
];

/** Described happenings as CSV. */
export const activityCsv = (happenings: readonly ExportedHappening[], language: ExportLanguage): string => {
  const messages = activityMessages(language);
  const headings = (['when', 'who', 'organisation', 'kind', 'what', 'code', 'id'] as const).map((column) =>
    messages.label(`activity_column_${column}`),
  );
  return csvOf([headings, ...happenings.map((happening) => csvRow(happening, messages))], csvDelimiter(language));
};
