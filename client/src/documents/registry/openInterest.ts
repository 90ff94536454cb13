import type { InterestParty } from '@brygga/shared/agreements/interest/state';
import { circleOfCompany } from '@brygga/shared/document/circles';
import type { OrganisationId } from '@brygga/shared/ids';
import { LiveInterest } from '../live/liveInterest.ts';
import type { LiveBoard } from './liveBoard.ts';
import { openView, type View } from './openView.ts';

/** Opens what an interest party knows: a company, or a consortium that the person is in. */
export const openInterest = ({ circles }: LiveBoard, party: InterestParty): View<LiveInterest> =>
  openView(circles, party, ({ doc }) => new LiveInterest(doc));

/** The person's own companies, each with what it alone knows. */
export interface OwnCompanies {
  readonly own: readonly { readonly company: OrganisationId; readonly interest: LiveInterest }[];
}

/** Opens the circles of the person's own companies. */
export const openOwnCompanies = (board: LiveBoard): { readonly companies: OwnCompanies; destroy(): void } => {
  const views = board.actor.organisations
    .filter(({ kind }) => kind === 'company')
    .map(({ id }) => ({ company: id, view: openInterest(board, circleOfCompany(id)) }));
  return {
    companies: { own: views.map(({ company, view }) => ({ company, interest: view.live })) },
    destroy: () => views.forEach(({ view }) => view.destroy()),
  };
};
