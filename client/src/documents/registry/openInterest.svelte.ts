import { type InterestParty, partyKey } from '@brygga/shared/agreements/interest/state';
import { circleOfCompany } from '@brygga/shared/document/circles';
import type { OrganisationId, PersonId } from '@brygga/shared/ids';
import { untrack } from 'svelte';
import { LiveInterest } from '../live/liveInterest.ts';
import { openCircleDocument } from './circleDocument.ts';
import { browserEnvironment, type Environment } from './environment.ts';
import type { LiveBoard } from './liveBoard.ts';

export interface OpenInterestOptions {
  /** A company's own circle, or the room of a consortium that one is in. */
  readonly party: InterestParty;
  /** The workshop's board, which is open already. */
  readonly board: LiveBoard;
  /** In a demo, whom the visitor looks as. */
  readonly as?: PersonId | undefined;
}

/** Opens what a side knows of interests. Call `destroy` when nobody shows it any more. */
export const openInterest = (
  { party, board, as }: OpenInterestOptions,
  surroundings: Pick<Environment, 'syncUrl' | 'Socket'> = browserEnvironment(board.workshop, as),
): { readonly interest: LiveInterest; destroy(): void } =>
  untrack(() => {
    const { workshop, actor } = board;
    const keptAs = `interest:${partyKey(party)}`;
    const { doc, destroy } = openCircleDocument(
      { workshop, actor, circle: party, storeName: keptAs, as },
      surroundings,
    );
    const interest = new LiveInterest(doc);
    const leave = board.circles.register(party, { doc });
    return {
      interest,
      destroy() {
        leave();
        interest.stop();
        destroy();
      },
    };
  });

/** The person's own companies, each with what it alone knows. */
export interface OwnCompanies {
  readonly own: readonly { readonly company: OrganisationId; readonly interest: LiveInterest }[];
}

/** Opens the circles of the person's own companies. */
export const openOwnCompanies = (
  board: LiveBoard,
  as: PersonId | undefined,
): { readonly companies: OwnCompanies; close(): void } => {
  const open = board.actor.organisations
    .filter(({ kind }) => kind === 'company')
    .map(({ id }) => ({ company: id, ...openInterest({ party: circleOfCompany(id), board, as }) }));
  return {
    companies: { own: open.map(({ company, interest }) => ({ company, interest })) },
    close() {
      for (const { destroy } of open) destroy();
    },
  };
};
