import type { ChallengeCard } from '@brygga/shared/document/cards/index';
import type { PrintedDocument } from './print/printedDocument.ts';
import type { ReadBoard } from './readBoard.ts';
import type { ReportMessageKey } from '../messages/catalogue.ts';
import type { ReportMessages } from './reportMessages.ts';
import { formatDay } from './format.ts';
import { briefSections } from './briefSections.ts';

interface BriefFact {
  readonly name: string;
  readonly value: string;
}

const briefFacts = (board: ReadBoard, card: ChallengeCard, messages: ReportMessages): BriefFact[] => {
  const city = board.organisations.get(card.city);
  const languages = new Intl.DisplayNames([messages.language], { type: 'language', fallback: 'code' });
  const facts: [ReportMessageKey, string | undefined][] = [
    ['exports_city', city && `${city.name}, ${messages.country(city.country)}`],
    ['exports_place', card.place],
    ['exports_sector', messages.name('sector', card.sector)],
    ['exports_how_might_we', card.howMightWe],
    ['exports_outcome', card.outcome],
    ['exports_plan', card.plan?.title],
    ['exports_deadline', card.deadline && formatDay(card.deadline, messages)],
    ['exports_decision_maker', card.decisionMaker],
    ['exports_contact', card.contactRole],
    ['exports_languages', card.languages.map((tag) => languages.of(tag) ?? tag).join(', ')],
  ];
  return facts.flatMap(([key, value]) => (value?.trim() ? { name: messages.message(key), value: value.trim() } : []));
};

const nonEmptySections = (
  board: ReadBoard,
  card: ChallengeCard,
  messages: ReportMessages,
): PrintedDocument['sections'] => {
  const sections = Object.entries(briefSections).map(([key, section]) => ({
    // `Object.entries` widens the table's keys.
    heading: messages.message(key as keyof typeof briefSections),
    blocks: section(card, messages),
  }));
  const brief = { heading: messages.message('exports_brief'), blocks: board.rich(card.id, 'brief') };
  return [brief, ...sections].filter(({ blocks }) => blocks.length > 0);
};

/** A challenge's brief as it is now; an unpublished one says so on every page. */
export const briefDocument = (
  board: ReadBoard,
  card: ChallengeCard,
  messages: ReportMessages,
  { at, isPublic }: { readonly at: number; readonly isPublic: boolean },
): PrintedDocument => {
  const date = new Intl.DateTimeFormat(messages.language, { dateStyle: 'long', timeZone: 'UTC' }).format(at);
  return {
    language: messages.language,
    title: card.title.trim() || messages.message('exports_untitled'),
    notice: messages.message(isPublic ? 'exports_stage_notice' : 'exports_draft_notice'),
    page: messages.message('exports_page'),
    asOf: `${messages.message('exports_printed')} ${date}`,
    author: board.organisations.get(card.city)?.name ?? '',
    facts: briefFacts(board, card, messages),
    sections: nonEmptySections(board, card, messages),
  };
};
