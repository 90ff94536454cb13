import { type InterestParty, partyKey } from '@brygga/shared/agreements/interest';
import { circleOfCompany } from '@brygga/shared/document/circles';
import type { OrganisationId, PersonId } from '@brygga/shared/ids';
import { untrack } from 'svelte';
import { LiveInterest } from './liveInterest.ts';
import { openSmallDocument } from './smallDocument.ts';
import { browserSurroundings, type Surroundings } from './surroundings.ts';
import type { LiveBoard } from './types.ts';

export interface OpenSideOptions {
  /** A company's own circle, or the room of a consortium that one is in. */
  readonly side: InterestParty;
  /** The workshop's board, which is open already. */
  readonly board: LiveBoard;
  /** In a demo, whom the visitor looks as. */
  readonly as?: PersonId | undefined;
}

/** Opens what a side knows of interests. Call `destroy` when nobody shows it any more. */
export const openSide = (
  { side, board, as }: OpenSideOptions,
  surroundings: Pick<Surroundings, 'syncUrl' | 'Socket'> = browserSurroundings(board.workshop, as),
): { readonly interest: LiveInterest; destroy(): void } =>
  untrack(() => {
    const { workshop, actor } = board;
    const keptAs = `interest:${partyKey(side)}`;
    const { doc, destroy } = openSmallDocument({ workshop, actor, circle: side, keptAs, as }, surroundings);
    const interest = new LiveInterest(doc);
    const leave = board.circles.add(side, { doc });
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
export interface Companies {
  readonly own: readonly { readonly company: OrganisationId; readonly interest: LiveInterest }[];
}

/** Opens the circles of the person's own companies. */
export const companiesOf = (
  board: LiveBoard,
  as: PersonId | undefined,
): { readonly companies: Companies; close(): void } => {
  const open = board.actor.organisations
    .filter(({ kind }) => kind === 'company')
    .map(({ id }) => ({ company: id, ...openSide({ side: circleOfCompany(id), board, as }) }));
  return {
    companies: { own: open.map(({ company, interest }) => ({ company, interest })) },
    close() {
      for (const { destroy } of open) destroy();
    },
  };
};
