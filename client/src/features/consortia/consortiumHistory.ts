import type { ConsortiumView } from '@brygga/shared/agreements/board';
import type { ConsortiumEvent } from '@brygga/shared/agreements/consortium/state';
import type { OrganisationId } from '@brygga/shared/ids';
import type { LiveBoard } from '../../documents/registry/liveBoard.ts';
import { m, needName } from '../../i18n/index.ts';

export interface ConsortiumHistoryEntry {
  /** The event's key in the log: logs sort by it. */
  readonly number: string;
  readonly sentence: string;
  /** Name of whoever caused it; undefined where the server did. */
  readonly by: string | undefined;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly why: string;
}

interface SentenceInputs {
  readonly company: string;
  readonly consortium: string;
  readonly need: string;
  readonly to: string;
}

/** Sentences of the facts that a consortium's log keeps. */
const sentences: Readonly<Record<string, (inputs: SentenceInputs) => string>> = {
  'consortium.founded': ({ company }) => m.consortia_moves_founded({ company }),
  'consortium.dissolved': m.fact_consortium_dissolved,
  'lead.handed': ({ company, consortium, to }) => m.fact_lead_handed({ from: company, consortium, to }),
  'member.committed': m.fact_member_committed,
  'member.withdrawn': m.fact_member_withdrawn,
  'member.removed': m.fact_member_removed,
  'seat.claimed': m.fact_seat_claimed,
  'seat.taken': m.fact_seat_taken,
  'seat.freed': m.fact_seat_freed,
  'seat.declined': m.fact_seat_declined,
  'seat.lapsed': m.fact_seat_lapsed,
  'alternate.joined': m.fact_alternate_joined,
  'alternate.left': m.fact_alternate_left,
};

/** A consortium's log, the latest event first. Facts that this client does not know yet are left out. */
export const consortiumHistory = (board: LiveBoard, consortium: ConsortiumView): readonly ConsortiumHistoryEntry[] => {
  const nameOf = (id: OrganisationId | undefined) => (id && board.roster.organisation(id)?.name) ?? '';
  const needs = board.agreements.challenge(consortium.challenge)?.needs ?? {};
  const sentenceInputs = ({ company, to, need: needId }: ConsortiumEvent): SentenceInputs => {
    const need = needId && needs[needId];
    return {
      company: nameOf(company),
      consortium: consortium.name || m.consortia_name_empty(),
      need: need ? needName(need) : m.consortia_moves_need_gone(),
      to: nameOf(to),
    };
  };
  return Object.entries(consortium.moves)
    .sort(([a], [b]) => (a < b ? 1 : -1))
    .flatMap(([number, event]) => {
      const sentence = sentences[event.fact];
      if (!sentence) return [];
      const by = event.by && board.roster.person(event.by)?.name;
      return [{ number, sentence: sentence(sentenceInputs(event)), by, at: event.at, why: event.why }];
    });
};
