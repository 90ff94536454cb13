import type { Boards } from '../accounts/boards.ts';
import { type ClaimExpiry, createClaimExpiry } from '../commands/claimExpiry.ts';
import { type CommandExecutor, createCommandExecutor } from '../commands/commandExecutor.ts';
import type { Log } from '../ops/log.ts';
import type { Metrics } from '../ops/metrics.ts';
import { createRevocations, type Revocations } from '../sync/access/revocations.ts';
import type { Documents } from './documents.ts';

export interface Commands {
  readonly commandExecutor: CommandExecutor;
  readonly revocations: Revocations;
  readonly claimExpiry: ClaimExpiry;
  readonly boards: Boards;
}

/** What decides commands, and what follows from the facts that they commit. */
export const createCommands = (
  { rooms, journal, subscriptions, boardEvents }: Documents,
  metrics: Metrics,
  log: Log,
): Commands => {
  const revocations = createRevocations({
    recheckAccess(isAffected) {
      rooms.recheckAccess(isAffected);
      subscriptions.recheckAccess(isAffected);
    },
  });
  const commandExecutor = createCommandExecutor({ rooms, journal, metrics });
  commandExecutor.onFactsCommitted(revocations.factsCommitted);

  const claimExpiry = createClaimExpiry({
    log,
    expire: (workshop, seat) => commandExecutor.executeAsSystem(workshop, 'seat.lapse', seat),
  });
  commandExecutor.onFactsCommitted(claimExpiry.factsCommitted);
  boardEvents.on('opened', claimExpiry.boardOpened);
  boardEvents.on('closed', claimExpiry.boardClosed);

  const boards: Boards = {
    create: rooms.create,
    listPerson: (workshop, listing) => commandExecutor.executeAsSystem(workshop, 'roster.list', listing),
    unlistPerson: (workshop, person) => commandExecutor.executeAsSystem(workshop, 'roster.remove', { person }),
    participationChanged: revocations.participationChanged,
    remove: rooms.remove,
    isOpen: rooms.hasMembers,
  };
  return { commandExecutor, revocations, claimExpiry, boards };
};
