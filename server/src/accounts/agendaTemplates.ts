import type { Step } from '@brygga/shared/agreements/session/state';
import type { WorkshopInput } from '@brygga/shared/api/workshops';
import { newId, StepId } from '@brygga/shared/ids';

/** Languages that a workshop's agenda can be written in. */
export const languages = ['en', 'sv'] as const;
export type Language = (typeof languages)[number];

type StepText = readonly [title: string, instruction: string];

const matchmaking: readonly ({ readonly minutes: number } & Readonly<Record<Language, StepText>>)[] = [
  {
    minutes: 8,
    en: [
      'Welcome',
      'Say who you are and what you bring. This is an early dialogue: nothing is bought or promised today.',
    ],
    sv: [
      'Välkommen',
      'Säg vem du är och vad du har med dig. Det här är en tidig dialog: ingenting köps eller utlovas i dag.',
    ],
  },
  {
    minutes: 12,
    en: [
      'The cities present',
      'Each city tells its challenge in three minutes. Write your questions as notes beside it.',
    ],
    sv: [
      'Städerna berättar',
      'Varje stad berättar om sin utmaning på tre minuter. Skriv dina frågor på lappar bredvid.',
    ],
  },
  {
    minutes: 10,
    en: [
      'Ideas, in silence',
      'Write alone, one idea a note. Then read what the others wrote, and put alike beside alike.',
    ],
    sv: [
      'Idéer, under tystnad',
      'Skriv för dig själv, en idé per lapp. Läs sedan de andras och lägg lika intill lika.',
    ],
  },
  {
    minutes: 25,
    en: [
      'Form consortia',
      'Companies: found a consortium below a challenge, or take a seat in one. Look for needs that nobody takes.',
    ],
    sv: [
      'Bilda konsortier',
      'Företag: grunda ett konsortium under en utmaning, eller ta en plats i ett. Leta efter behov som ingen tar.',
    ],
  },
  {
    minutes: 10,
    en: ['Pitches', 'Sixty seconds a consortium: what you would do first, with whom, and what is still missing.'],
    sv: ['Presentationer', 'Sextio sekunder per konsortium: vad ni skulle göra först, med vilka, och vad som saknas.'],
  },
  {
    minutes: 5,
    en: [
      'Next steps',
      'Each consortium names one next step, who takes it, and when. Commit if you stand by your seats.',
    ],
    sv: [
      'Nästa steg',
      'Varje konsortium väljer ett nästa steg, vem som tar det och när. Bekräfta om ni står för era platser.',
    ],
  },
];

/** A new workshop's agenda; each step gets a fresh id. */
export const agendaOf = (template: WorkshopInput['template'], language: Language): Step[] => {
  if (template === 'blank') return [];
  return matchmaking.map(({ minutes, [language]: [title, instruction] }) => ({
    id: newId(StepId),
    title,
    instruction,
    minutes,
    writing: 'open',
  }));
};
