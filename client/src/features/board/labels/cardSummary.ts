import type { Card, ChallengeCard } from '@brygga/shared/document/cards/index';
import type { LiveBoard } from '../../../documents/registry/liveBoard.ts';
import { capabilityName, m } from '../../../i18n/index.ts';
import { bestCoverage, coverageBy, activeConsortia } from './needsCoverage.ts';
import { organisationName, personName, provenanceLabel } from './cardLabels.ts';

const formingConsortiaLabel = (board: LiveBoard, challenge: ChallengeCard): string => {
  const count = activeConsortia(board.agreements, challenge).length;
  return count === 0 ? m.board_consortia_none() : m.board_consortia_forming({ count });
};

/** In words what the canvas shows of a card beside its title. */
export const cardSummary = (board: LiveBoard, card: Card): string => {
  switch (card.kind) {
    case 'note':
      return '';
    case 'concept': {
      const author = m.board_written_by({ name: personName(board, card.createdBy) });
      const capabilities = card.parts.map(capabilityName).join(', ');
      return [author, provenanceLabel(card), capabilities].filter(Boolean).join(' · ');
    }
    case 'offer': {
      const capabilities = card.capabilities.map(capabilityName).join(', ');
      return [organisationName(board, card.company), capabilities].filter(Boolean).join(' · ');
    }
    case 'challenge': {
      const { beads, openCount } = bestCoverage(board.agreements, card);
      return [
        organisationName(board, card.city),
        beads.length === 0
          ? m.board_challenge_needs_none()
          : m.board_needs_open({ count: beads.length, open: openCount }),
        formingConsortiaLabel(board, card),
      ].join(' · ');
    }
    case 'consortium': {
      const challenge = board.agreements.challenge(card.challenge);
      const consortium = board.agreements.consortium(card.id);
      if (!challenge || !consortium) return '';
      const { beads, openCount } = coverageBy(challenge, consortium);
      return [
        m.board_led_by({ name: organisationName(board, consortium.lead) }),
        m.board_needs_open({ count: beads.length, open: openCount }),
      ].join(' · ');
    }
    // The cards of workspaces are on no canvas.
    default:
      return '';
  }
};
