import { type BoardExport, boardSchemaPath, type ExportedCard } from '@brygga/shared/api/exports';
import type { Card } from '@brygga/shared/document/cards/index';
import { needsInOrder } from '@brygga/shared/domain/consortium/coverage';
import { NeedId, OrganisationId, type WorkshopId } from '@brygga/shared/ids';
import type { ReadBoard } from './readBoard.ts';

const exportCard = (board: ReadBoard, card: Card): ExportedCard[] => {
  switch (card.kind) {
    case 'note':
    case 'concept':
      return [card];
    case 'challenge':
      return [
        {
          ...card,
          brief: board.rich(card.id, 'brief'),
          needs: [...needsInOrder(card.needs)],
          status: board.statusOf(card.id) ?? 'workshop',
        },
      ];
    case 'offer':
      return [{ ...card, text: board.rich(card.id, 'text') }];
    case 'consortium': {
      const consortium = board.consortia.find(({ id }) => id === card.id);
      // A card without an agreement is being founded, or was dissolved.
      if (!consortium) return [];
      const { status, lead, members, seats } = consortium;
      return [
        {
          ...card,
          pitch: board.rich(card.id, 'pitch'),
          status,
          lead,
          members: Object.entries(members).map(([company, member]) => ({
            company: OrganisationId.parse(company),
            status: member.status,
            joinedAt: member.joinedAt,
          })),
          seats: Object.entries(seats).map(([need, { holder, state, alternates }]) => ({
            need: NeedId.parse(need),
            ...(holder === undefined ? {} : { holder, state }),
            alternates: alternates.map(({ company }) => company),
          })),
        },
      ];
    }
    // These lie in workspaces of consortia, never on a board.
    case 'risk':
    case 'task':
    case 'draft':
    case 'letter':
      return [];
  }
};

/** The whole board as data. */
export const exportBoard = (
  board: ReadBoard,
  {
    workshop,
    site,
    at,
  }: { readonly workshop: { id: WorkshopId; title: string }; readonly site: string; readonly at: number },
): BoardExport => ({
  $schema: new URL(boardSchemaPath, site).href,
  version: 1,
  exportedAt: at,
  workshop,
  organisations: [...board.organisations].map(([id, organisation]) => ({ id, ...organisation })),
  people: [...board.people].map(([id, person]) => ({ id, ...person })),
  cards: board.cards.flatMap((card) => exportCard(board, card)),
});
