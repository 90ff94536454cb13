import type { Card } from './index.ts';

/** What a card is called: its title or name, or the first line of its text. Empty for a draft, of which a workspace has one. */
export const cardTitle = (card: Card): string => {
  switch (card.kind) {
    case 'note':
    case 'risk':
    case 'task':
      return card.text.trim().split('\n')[0] ?? '';
    case 'consortium':
      return card.name;
    case 'draft':
      return '';
    default:
      return card.title;
  }
};
