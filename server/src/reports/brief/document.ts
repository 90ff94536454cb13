import type { ExportLanguage } from '@brygga/shared/api/exports';
import type { ChallengeCard } from '@brygga/shared/document/cards/index';
import type { Block, TableCell } from '@brygga/shared/document/richText';
import { needsInOrder } from '@brygga/shared/domain/coverage';
import type { ReadBoard } from '../reading.ts';
import type { Words } from '../words.ts';

/** A challenge's brief as a document, whatever it is typeset for. */
export interface BriefDocument {
  readonly language: ExportLanguage;
  readonly title: string;
  /** In one line, what it is about. */
  readonly subtitle: string;
  /** Said on every page: what this is, and is not. */
  readonly notice: string;
  readonly page: string;
  readonly asOf: string;
  readonly author: string;
  readonly facts: readonly { readonly name: string; readonly value: string }[];
  readonly sections: readonly { readonly heading: string; readonly blocks: readonly Block[] }[];
}

const cell = (text: string, heading = false): TableCell => ({
  heading,
  blocks: [{ is: 'paragraph', runs: [{ text }] }],
});

const needsTable = (card: ChallengeCard, words: Words): Block[] => {
  const needs = needsInOrder(card.needs);
  if (needs.length === 0) return [];
  const headings = [words.say('exports_capability'), words.say('exports_need'), words.say('exports_importance')];
  return [
    {
      is: 'table',
      rows: [
        headings.map((heading) => cell(heading, true)),
        ...needs.map(({ capability, title, importance }) => [
          cell(words.name('capability', capability)),
          cell(title),
          cell(words.name('importance', importance)),
        ]),
      ],
    },
  ];
};

/** Puts a challenge's brief together as it is now. */
export const briefDocument = (board: ReadBoard, card: ChallengeCard, words: Words, at: number): BriefDocument => {
  const city = board.organisations.get(card.city);
  const place = city ? `${city.name}, ${words.country(city.country)}` : '';
  const date = new Intl.DateTimeFormat(words.language, { dateStyle: 'long', timeZone: 'UTC' }).format(at);
  const facts = [
    { name: words.say('exports_city'), value: place },
    { name: words.say('exports_sector'), value: words.name('sector', card.sector) },
    { name: words.say('exports_outcome'), value: card.outcome },
  ];
  const sections = [
    { heading: words.say('exports_brief'), blocks: board.rich(card.id, 'brief') },
    { heading: words.say('exports_needs'), blocks: needsTable(card, words) },
  ];
  return {
    language: words.language,
    title: card.title.trim() || words.say('exports_untitled'),
    subtitle: card.outcome,
    notice: words.say('exports_stage_notice'),
    page: words.say('exports_page'),
    asOf: `${words.say('exports_printed')} ${date}`,
    author: city?.name ?? '',
    facts: facts.filter(({ value }) => value !== ''),
    sections: sections.filter(({ blocks }) => blocks.length > 0),
  };
};
