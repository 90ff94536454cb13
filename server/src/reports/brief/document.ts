import type { ChallengeCard } from '@brygga/shared/document/cards/index';
import type { PrintedDocument } from '../print/printed.ts';
import type { ReadBoard } from '../reading.ts';
import type { WordKey, Words } from '../words.ts';
import { dayIn } from './figures.ts';
import { briefParts } from './sections.ts';

interface Fact {
  readonly name: string;
  readonly value: string;
}

const factsOf = (board: ReadBoard, card: ChallengeCard, words: Words): Fact[] => {
  const city = board.organisations.get(card.city);
  const languages = new Intl.DisplayNames([words.language], { type: 'language', fallback: 'code' });
  const facts: [WordKey, string | undefined][] = [
    ['exports_city', city && `${city.name}, ${words.country(city.country)}`],
    ['exports_place', card.place],
    ['exports_sector', words.name('sector', card.sector)],
    ['exports_how_might_we', card.howMightWe],
    ['exports_outcome', card.outcome],
    ['exports_plan', card.plan?.title],
    ['exports_deadline', card.deadline && dayIn(card.deadline, words)],
    ['exports_decision_maker', card.decisionMaker],
    ['exports_contact', card.contactRole],
    ['exports_languages', card.languages.map((tag) => languages.of(tag) ?? tag).join(', ')],
  ];
  return facts.flatMap(([key, value]) => (value?.trim() ? { name: words.say(key), value: value.trim() } : []));
};

const sectionsOf = (board: ReadBoard, card: ChallengeCard, words: Words): PrintedDocument['sections'] => {
  const parts = Object.entries(briefParts).map(([key, part]) => ({
    // The table's own keys, which are all messages.
    heading: words.say(key as keyof typeof briefParts),
    blocks: part(card, words),
  }));
  const brief = { heading: words.say('exports_brief'), blocks: board.rich(card.id, 'brief') };
  return [brief, ...parts].filter(({ blocks }) => blocks.length > 0);
};

/**
 * Puts a challenge's brief together as it is now. What the city has not published yet says so on
 * every page.
 */
export const briefDocument = (
  board: ReadBoard,
  card: ChallengeCard,
  words: Words,
  { at, isPublic }: { readonly at: number; readonly isPublic: boolean },
): PrintedDocument => {
  const date = new Intl.DateTimeFormat(words.language, { dateStyle: 'long', timeZone: 'UTC' }).format(at);
  return {
    language: words.language,
    title: card.title.trim() || words.say('exports_untitled'),
    notice: words.say(isPublic ? 'exports_stage_notice' : 'exports_draft_notice'),
    page: words.say('exports_page'),
    asOf: `${words.say('exports_printed')} ${date}`,
    author: board.organisations.get(card.city)?.name ?? '',
    facts: factsOf(board, card, words),
    sections: sectionsOf(board, card, words),
  };
};
