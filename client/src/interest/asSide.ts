import type { Side } from '@brygga/shared/agreements/interest';
import type { OrganisationId } from '@brygga/shared/ids';
import type { LiveBoard } from '../document/types.ts';

/** The consortia that a company is in and that stand, in the order in which they lie on the board. */
export const consortiaWith = ({ cards, board }: LiveBoard, company: OrganisationId) =>
  cards.ids.flatMap((id) => {
    const its = board.consortium(id);
    return its && its.status !== 'dissolved' && its.members[company] ? [its] : [];
  });

/** For whom a company's people may speak: for itself, and for the consortia that it leads. */
export const speaksFor = (live: LiveBoard, company: OrganisationId): readonly Side[] => [
  { is: 'company', id: company },
  ...consortiaWith(live, company)
    .filter(({ lead }) => lead === company)
    .map(({ id }) => ({ is: 'consortium', id }) as const),
];

/** In whom a side may be interested, as the board has it: whom it is not with already. */
export const othersFor = (live: LiveBoard, company: OrganisationId, side: Side): readonly Side[] => {
  const { roster, cards, board } = live;
  const members = side.is === 'consortium' ? (board.consortium(side.id)?.members ?? {}) : {};
  const companies = roster.organisationIds.filter(
    (id) => roster.organisation(id)?.kind === 'company' && id !== company && !members[id],
  );
  const consortia =
    side.is === 'consortium'
      ? []
      : cards.ids.filter((id) => {
          const its = board.consortium(id);
          return its && its.status !== 'dissolved' && !its.members[company];
        });
  return [
    ...companies.map((id) => ({ is: 'company', id }) as const),
    ...consortia.map((id) => ({ is: 'consortium', id }) as const),
  ];
};

/** How a command says for whom the company speaks. */
export const forOf = (company: OrganisationId, side: Side) => ({
  company,
  ...(side.is === 'consortium' ? { for: side.id } : {}),
});
