import type { Card, ChallengeCard } from '@brygga/shared/document/cards/index';
import type { LiveBoard } from '../../../documents/registry/liveBoard.ts';
import { capabilityName, m } from '../../../i18n/index.ts';
import { bestCoverage, coverageBy, activeConsortia } from './needsCoverage.ts';
import { provenanceLabel, organisationName } from './cardLabels.ts';

const formingConsortiaLabel = (board: LiveBoard, challenge: ChallengeCard): string => {
  const count = activeConsortia(board.board, challenge).length;
  return count === 0 ? m.board_consortia_none() : m.board_consortia_forming({ count });
};

/** What the canvas shows by a ring and marks, in words. */
export const cardSummary = (board: LiveBoard, card: Card): string => {
  switch (card.kind) {
    case 'note':
      return '';
    case 'concept': {
      const takes = card.parts.map(capabilityName).join(', ');
      const author = board.roster.person(card.createdBy)?.name ?? m.board_person_unknown();
      return [m.board_written_by({ name: author }), provenanceLabel(card), takes].filter(Boolean).join(' · ');
    }
    case 'offer': {
      const can = card.capabilities.map(capabilityName).join(', ');
      return [organisationName(board, card.company), can].filter(Boolean).join(' · ');
    }
    case 'challenge': {
      const { beads, openCount } = bestCoverage(board.board, card);
      return [
        organisationName(board, card.city),
        beads.length === 0
          ? m.board_challenge_needs_none()
          : m.board_needs_open({ count: beads.length, open: openCount }),
        formingConsortiaLabel(board, card),
      ].join(' · ');
    }
    case 'consortium': {
      const challenge = board.board.challenge(card.challenge);
      const consortium = board.board.consortium(card.id);
      if (!challenge || !consortium) return '';
      const { beads, openCount } = coverageBy(challenge, consortium);
      return [
        m.board_led_by({ name: organisationName(board, consortium.lead) }),
        m.board_needs_open({ count: beads.length, open: openCount }),
      ].join(' · ');
    }
    // What lies in rooms is on no canvas.
    default:
      return '';
  }
};
