import type { SeatState } from '@brygga/shared/domain/consortium/seats';

export interface TableSeat {
  readonly id: string;
  /** The need's name. */
  readonly label: string;
  readonly state: SeatState;
  /** Name of who holds it. */
  readonly holder?: string | undefined;
  /** The holder leads the consortium. */
  readonly lead?: boolean | undefined;
  /** The reader's own organisation holds it. */
  readonly mine?: boolean | undefined;
  /** Why a press would be refused, as a sentence. */
  readonly blocked?: string | undefined;
  /** False for an open seat that the reader cannot take: it says "open", not "take". */
  readonly takeable?: boolean | undefined;
  /** What a press does ("Take this seat for Nordvatten"). */
  readonly action?: string | undefined;
  /** How much the city wants it, in words. */
  readonly importance?: string | undefined;
  /** Something is dragged over it. */
  readonly aimed?: boolean | undefined;
  /** A command for it is pending. */
  readonly asking?: boolean | undefined;
}
