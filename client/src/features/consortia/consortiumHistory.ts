import type { ConsortiumView } from '@brygga/shared/agreements/board';
import type { ConsortiumEvent } from '@brygga/shared/agreements/consortium/state';
import type { OrganisationId } from '@brygga/shared/ids';
import type { LiveBoard } from '../../documents/registry/liveBoard.ts';
import { m } from '../../i18n/index.ts';
import { needName } from './consortiumLabels.ts';

export interface ConsortiumHistoryEntry {
  /** Its place in the consortium's history. */
  readonly number: string;
  readonly sentence: string;
  /** Who did it; undefined where the server did it by itself. */
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

/** The facts that a consortium remembers as its moves, and their sentences. */
const sentences: Readonly<Record<string, (told: SentenceInputs) => string>> = {
  'consortium.founded': ({ company }) => m.consortia_moves_founded({ company }),
  'consortium.dissolved': m.fact_consortium_dissolved,
  'lead.handed': ({ company, ...its }) => m.fact_lead_handed({ ...its, from: company }),
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

/** A consortium's moves in words, the latest first; what a newer server has called something is left out. */
export const consortiumHistory = (board: LiveBoard, its: ConsortiumView): readonly ConsortiumHistoryEntry[] => {
  const nameOf = (id: OrganisationId | undefined) => (id && board.roster.organisation(id)?.name) ?? '';
  const needs = board.board.challenge(its.challenge)?.needs ?? {};
  const told = ({ company, to, need }: ConsortiumEvent): SentenceInputs => {
    const asked = need && needs[need];
    return {
      company: nameOf(company),
      consortium: its.name || m.consortia_name_empty(),
      need: asked ? needName(asked) : m.consortia_moves_need_gone(),
      to: nameOf(to),
    };
  };
  return Object.entries(its.moves)
    .sort(([a], [b]) => (a < b ? 1 : -1))
    .flatMap(([number, move]) => {
      const sentence = sentences[move.fact];
      if (!sentence) return [];
      const by = move.by && board.roster.person(move.by)?.name;
      return [{ number, sentence: sentence(told(move)), by, at: move.at, why: move.why }];
    });
};
