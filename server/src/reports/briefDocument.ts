import type { ChallengeCard } from '@brygga/shared/document/cards/index';
import type { PrintedDocument } from './print/printedDocument.ts';
import type { ReadBoard } from './readBoard.ts';
import type { ReportMessageKey, ReportMessages } from './reportMessages.ts';
import { formatDay } from './format.ts';
import { briefSections } from './briefSections.ts';

interface BriefFact {
  readonly name: string;
  readonly value: string;
}

const briefFacts = (board: ReadBoard, card: ChallengeCard, words: ReportMessages): BriefFact[] => {
  const city = board.organisations.get(card.city);
  const languages = new Intl.DisplayNames([words.language], { type: 'language', fallback: 'code' });
  const facts: [ReportMessageKey, string | undefined][] = [
    ['exports_city', city && `${city.name}, ${words.country(city.country)}`],
    ['exports_place', card.place],
    ['exports_sector', words.name('sector', card.sector)],
    ['exports_how_might_we', card.howMightWe],
    ['exports_outcome', card.outcome],
    ['exports_plan', card.plan?.title],
    ['exports_deadline', card.deadline && formatDay(card.deadline, words)],
    ['exports_decision_maker', card.decisionMaker],
    ['exports_contact', card.contactRole],
    ['exports_languages', card.languages.map((tag) => languages.of(tag) ?? tag).join(', ')],
  ];
  return facts.flatMap(([key, value]) => (value?.trim() ? { name: words.message(key), value: value.trim() } : []));
};

const nonEmptySections = (
  board: ReadBoard,
  card: ChallengeCard,
  words: ReportMessages,
): PrintedDocument['sections'] => {
  const parts = Object.entries(briefSections).map(([key, part]) => ({
    // The table's own keys, which are all messages.
    heading: words.message(key as keyof typeof briefSections),
    blocks: part(card, words),
  }));
  const brief = { heading: words.message('exports_brief'), blocks: board.rich(card.id, 'brief') };
  return [brief, ...parts].filter(({ blocks }) => blocks.length > 0);
};

/**
 * Puts a challenge's brief together as it is now. What the city has not published yet says so on
 * every page.
 */
export const briefDocument = (
  board: ReadBoard,
  card: ChallengeCard,
  words: ReportMessages,
  { at, isPublic }: { readonly at: number; readonly isPublic: boolean },
): PrintedDocument => {
  const date = new Intl.DateTimeFormat(words.language, { dateStyle: 'long', timeZone: 'UTC' }).format(at);
  return {
    language: words.language,
    title: card.title.trim() || words.message('exports_untitled'),
    notice: words.message(isPublic ? 'exports_stage_notice' : 'exports_draft_notice'),
    page: words.message('exports_page'),
    asOf: `${words.message('exports_printed')} ${date}`,
    author: board.organisations.get(card.city)?.name ?? '',
    facts: briefFacts(board, card, words),
    sections: nonEmptySections(board, card, words),
  };
};
