import type { Board, ConsortiumView } from '@brygga/shared/agreements/board';
import type { ConsortiumWorkspace } from '@brygga/shared/agreements/workspace/workspace';
import type { Block } from '@brygga/shared/document/text/richText';
import { confirmationsOf, type MemberConfirmation } from '@brygga/shared/domain/letter/confirmations';
import type { Letter } from '@brygga/shared/domain/letter/letterText';
import { letterHash } from '@brygga/shared/domain/letter/letterMarkdown';
import { letterMessages } from '@brygga/shared/domain/letter/letterMessages';
import { paragraph, table } from './print/blocks.ts';
import type { PrintedDocument } from './print/printedDocument.ts';
import { reportMessages } from './reportMessages.ts';

const partyRows = ({ parties, language }: Letter): readonly (readonly string[])[] => {
  const { message } = letterMessages(language);
  return parties.flatMap(({ name, country, seats }) => {
    const party = country ? `${name} (${country})` : name;
    if (seats.length === 0) return [[party, '–', '–', '–']];
    return seats.map((seat) => [
      party,
      seat.name,
      seat.role || '–',
      seat.share === undefined ? '–' : message('letter_percent', { percent: `${seat.share}` }),
    ]);
  });
};

const leadParagraphs = ({ parties, language }: Letter): Block[] =>
  parties
    .filter(({ leads }) => leads)
    .map(({ name }) => paragraph(letterMessages(language).message('letter_lead', { company: name })));

/** In UTC: people of several countries confirm one letter. */
const formatMoment = (language: string, at: number): string =>
  new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' }).format(at) + ' UTC';

const signatureMessages = {
  this: 'letter_signed_this',
  earlier: 'letter_signed_earlier',
  none: 'letter_signed_none',
} as const;

const signatureRow = (
  { company, confirmed, confirmation }: MemberConfirmation,
  { language, parties }: Letter,
  board: Pick<Board, 'person'>,
): readonly string[] => {
  const { message } = letterMessages(language);
  return [
    parties.find((party) => party.company === company)?.name ?? company,
    confirmation ? (board.person(confirmation.by)?.name ?? message('letter_gone_person')) : '–',
    confirmation ? formatMoment(language, confirmation.at) : '–',
    message(signatureMessages[confirmed]),
  ];
};

/** A letter of intent to print, with its confirmations and a notice while it isn't agreed. */
export const letterDocument = (
  letter: Letter,
  consortium: ConsortiumView,
  workspace: Pick<ConsortiumWorkspace, 'confirmations'>,
  board: Pick<Board, 'person' | 'organisation'>,
  { at }: { readonly at: number },
): PrintedDocument => {
  const { language, title, sections, exclusive } = letter;
  const { message } = letterMessages(language);
  const messages = reportMessages(language);
  const hash = letterHash(letter);
  const { members, agreed } = confirmationsOf(consortium, workspace.confirmations(), hash);
  const date = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(at);
  const confirmations = table(
    [message('letter_party'), message('letter_signed_by'), message('letter_signed_at'), message('letter_signed_what')],
    members.map((member) => signatureRow(member, letter, board)),
  );
  return {
    language,
    title: title || message('letter_untitled'),
    notice: message(agreed ? 'letter_notice_agreed' : 'letter_notice_draft'),
    page: messages.message('exports_page'),
    asOf: `${messages.message('exports_printed')} ${date}`,
    author: board.organisation(consortium.lead)?.name ?? '',
    facts: [],
    sections: [
      {
        heading: message('letter_parties'),
        blocks: [
          table(
            [message('letter_party'), message('letter_seat'), message('letter_role'), message('letter_share')],
            partyRows(letter),
          ),
          ...leadParagraphs(letter),
          paragraph(message(exclusive ? 'letter_exclusive' : 'letter_open')),
        ],
      },
      ...sections.map(({ section, paragraphs }) => ({
        heading: message(`letter_${section}`),
        blocks:
          paragraphs.length > 0 ? paragraphs.map((text) => paragraph(text)) : [paragraph(message('letter_nothing'))],
      })),
      {
        heading: message('letter_signatures'),
        blocks: [confirmations, paragraph(message('letter_hash_says')), paragraph(hash)],
      },
    ],
  };
};
