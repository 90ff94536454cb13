import type { ConsortiumView } from '../../agreements/board.ts';
import type { ConsortiumWorkspace } from '../../agreements/workspace/workspace.ts';
import { circleOfConsortium } from '../../document/circles.ts';
import type { CardId, OrganisationId, PersonId } from '../../ids.ts';
import type { Person } from '../../rules/actor.ts';
import type { CommandContext } from '../command.ts';
import { membership, type membershipReasons } from '../activeConsortium.ts';

export interface MemberContext {
  readonly consortium: ConsortiumView;
  readonly workspace: ConsortiumWorkspace;
  readonly by: PersonId;
}

/** The consortium and its workspace, if it is active and the company is a member; else the reason why not. */
export const memberContext = (
  { actor, board, circle }: CommandContext<Person>,
  { consortium, company }: { consortium: CardId; company: OrganisationId },
): MemberContext | (typeof membershipReasons)[number] => {
  const view = membership(board, consortium, company);
  if (typeof view === 'string') return view;
  return { consortium: view, workspace: circle(circleOfConsortium(consortium)).workspace(), by: actor.id };
};
