import { isCovered } from '@brygga/shared/agreements/consortium/state';
import type { ExportTable } from '@brygga/shared/api/exports';
import { firstSource } from '@brygga/shared/document/cards/provenance';
import { plainText } from '@brygga/shared/document/text/richText';
import { coverageOf, needsInOrder } from '@brygga/shared/domain/consortium/coverage';
import type { CsvCell } from '@brygga/shared/domain/csv';
import type { CardId, OrganisationId, PersonId } from '@brygga/shared/ids';
import { formatBudget, formatNumber } from './format.ts';
import { cardsOfKind, type ReadBoard } from './readBoard.ts';
import type { ReportMessageKey } from '../messages/catalogue.ts';
import type { ReportMessages } from './reportMessages.ts';

type Row = Partial<Record<ReportMessageKey, CsvCell>>;
type Rows = (board: ReadBoard, messages: ReportMessages) => Row[];

const nameOf = ({ organisations }: ReadBoard, id: OrganisationId): string => organisations.get(id)?.name ?? '';

const countryOf = ({ organisations }: ReadBoard, id: OrganisationId, messages: ReportMessages): string => {
  const country = organisations.get(id)?.country;
  return country === undefined ? '' : messages.country(country);
};

const joinNames = (names: readonly string[]): string => names.filter(Boolean).join(', ');

const challenges: Rows = (board, messages) =>
  cardsOfKind(board, 'challenge').map((card) => ({
    exports_id: card.id,
    exports_title: card.title,
    exports_city: nameOf(board, card.city),
    exports_country: countryOf(board, card.city, messages),
    exports_sector: messages.name('sector', card.sector),
    exports_status: messages.name('exports_stage', board.statusOf(card.id) ?? 'workshop'),
    exports_place: card.place,
    exports_how_might_we: card.howMightWe,
    exports_outcome: card.outcome,
    exports_target:
      card.target && `${formatNumber(card.target.value, messages)} ${card.target.unit} (${card.target.year})`,
    exports_deadline: card.deadline,
    exports_budget: card.budget && formatBudget(card.budget, messages),
    exports_procurement: card.procurement && messages.name('exports_procurement', card.procurement),
    exports_brief: plainText(board.rich(card.id, 'brief')),
    exports_needs: Object.keys(card.needs).length,
    exports_consortia: board.consortia.filter(({ challenge }) => challenge === card.id).length,
  }));

const needs: Rows = (board, messages) =>
  cardsOfKind(board, 'challenge').flatMap((card) =>
    needsInOrder(card.needs).map((need) => ({
      exports_id: need.id,
      exports_challenge: card.title,
      exports_city: nameOf(board, card.city),
      exports_capability: messages.name('capability', need.capability),
      exports_need: need.title,
      exports_importance: messages.name('importance', need.importance),
      exports_min_level: need.minLevel && messages.name('exports_level', String(need.minLevel)),
      exports_share: need.share,
      exports_local: need.local ? messages.message('exports_yes') : '',
      exports_first_by: need.derivedFrom && personIn(board, (need.derivedFrom.first ?? need.derivedFrom).by),
      exports_taken_by: joinNames(
        board.consortia
          .filter(({ challenge }) => challenge === card.id)
          .flatMap(({ name, seats }) => {
            const holder = isCovered(seats[need.id]) ? seats[need.id]?.holder : undefined;
            return holder ? `${nameOf(board, holder)} (${name})` : [];
          }),
      ),
    })),
  );

const offers: Rows = (board, messages) =>
  cardsOfKind(board, 'offer').map((card) => ({
    exports_id: card.id,
    exports_title: card.title,
    exports_company: nameOf(board, card.company),
    exports_country: countryOf(board, card.company, messages),
    exports_capabilities: joinNames(card.capabilities.map((id) => messages.name('capability', id))),
    exports_text: plainText(board.rich(card.id, 'text')),
  }));

const personIn = ({ people }: ReadBoard, id: PersonId | undefined): string => (id && people.get(id)?.name) ?? '';

const titleIn = (board: ReadBoard, id: CardId | undefined): string =>
  cardsOfKind(board, 'challenge').find((card) => card.id === id)?.title ?? '';

const concepts: Rows = (board, messages) =>
  cardsOfKind(board, 'concept').map((card) => ({
    exports_id: card.id,
    exports_title: card.title,
    exports_text: card.text,
    exports_challenge: titleIn(board, card.challenge),
    exports_capabilities: joinNames(card.parts.map((id) => messages.name('capability', id))),
    exports_made_by: personIn(board, card.createdBy),
    exports_first_by: personIn(board, firstSource(card.derivedFrom ?? [])?.by ?? card.createdBy),
  }));

const consortia: Rows = (board, messages) => {
  const challengeCards = new Map(cardsOfKind(board, 'challenge').map((card) => [card.id, card]));
  return board.consortia.map(({ id, name, challenge, status, lead, members, seats }) => {
    const coverage = coverageOf(challengeCards.get(challenge)?.needs ?? {}, seats);
    return {
      exports_id: id,
      exports_name: name,
      exports_challenge: challengeCards.get(challenge)?.title ?? '',
      exports_status: messages.name('status', status),
      exports_lead: nameOf(board, lead),
      // `Object.keys` widens the record's keys.
      exports_members: joinNames((Object.keys(members) as OrganisationId[]).map((company) => nameOf(board, company))),
      exports_seats_taken: coverage.covered,
      exports_seats_all: coverage.total,
      exports_pitch: plainText(board.rich(id, 'pitch')),
    };
  });
};

/** Each table's columns, in their order, and its rows. */
const tables: Readonly<Record<ExportTable, { readonly columns: readonly ReportMessageKey[]; readonly rows: Rows }>> = {
  challenges: {
    columns: [
      'exports_title',
      'exports_city',
      'exports_country',
      'exports_sector',
      'exports_status',
      'exports_place',
      'exports_how_might_we',
      'exports_outcome',
      'exports_target',
      'exports_deadline',
      'exports_budget',
      'exports_procurement',
      'exports_brief',
      'exports_needs',
      'exports_consortia',
      'exports_id',
    ],
    rows: challenges,
  },
  needs: {
    columns: [
      'exports_challenge',
      'exports_city',
      'exports_capability',
      'exports_need',
      'exports_importance',
      'exports_min_level',
      'exports_share',
      'exports_local',
      'exports_first_by',
      'exports_taken_by',
      'exports_id',
    ],
    rows: needs,
  },
  offers: {
    columns: [
      'exports_title',
      'exports_company',
      'exports_country',
      'exports_capabilities',
      'exports_text',
      'exports_id',
    ],
    rows: offers,
  },
  consortia: {
    columns: [
      'exports_name',
      'exports_challenge',
      'exports_status',
      'exports_lead',
      'exports_members',
      'exports_seats_taken',
      'exports_seats_all',
      'exports_pitch',
      'exports_id',
    ],
    rows: consortia,
  },
  concepts: {
    columns: [
      'exports_title',
      'exports_text',
      'exports_challenge',
      'exports_capabilities',
      'exports_made_by',
      'exports_first_by',
      'exports_id',
    ],
    rows: concepts,
  },
};

/** A table with its headings first, in the reader's language. */
export const tableOf = (table: ExportTable, board: ReadBoard, messages: ReportMessages): CsvCell[][] => {
  const { columns, rows } = tables[table];
  return [columns.map(messages.message), ...rows(board, messages).map((row) => columns.map((column) => row[column]))];
};
