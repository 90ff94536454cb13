import type { ChallengeCard } from '@brygga/shared/document/cards/index';
import type { Block, Run, TableCell } from '@brygga/shared/document/richText';
import { needsInOrder } from '@brygga/shared/domain/coverage';
import type { Words } from '../words.ts';
import { dayIn, moneyIn, numberIn } from './figures.ts';

/** What a part of the brief is made of; a part that has nothing is left out. */
type Part = (card: ChallengeCard, words: Words) => Block[];

const paragraph = (...runs: Run[]): Block => ({ is: 'paragraph', runs });

/** People's plain texts: a paragraph for each of their lines. */
const lines = (text: string): Block[] =>
  text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => paragraph({ text: line.trim() }));

const inOrder = <Each extends { readonly order: string }>(records: Readonly<Record<string, Each>>): Each[] =>
  Object.entries(records)
    .sort(([a, { order: one }], [b, { order: other }]) => ((one === other ? a < b : one < other) ? -1 : 1))
    .map(([, record]) => record);

const cell = (text: string, heading = false): TableCell => ({ heading, blocks: [paragraph({ text })] });

/** A table with these headings, and none without rows. */
const table = (headings: readonly string[], rows: readonly (readonly string[])[]): Block[] =>
  rows.length === 0
    ? []
    : [
        {
          is: 'table',
          rows: [headings.map((text) => cell(text, true)), ...rows.map((row) => row.map((text) => cell(text)))],
        },
      ];

const list = (items: readonly Block[][]): Block[] =>
  items.length === 0 ? [] : [{ is: 'list', ordered: false, items: [...items] }];

const kinds = (
  records: Readonly<Record<string, { kind: string; text: string; order: string }>>,
  nameOf: (kind: string) => string,
): Block[] =>
  list(
    inOrder(records)
      .filter(({ text }) => text.trim() !== '')
      .map(({ kind, text }) => [paragraph({ text: `${nameOf(kind)}: `, bold: true }, { text })]),
  );

export const goalPart: Part = ({ baseline, target }, words) => [
  ...(baseline
    ? [
        paragraph(
          { text: `${words.say('exports_baseline')}: `, bold: true },
          { text: `${numberIn(baseline.value, words)} ${baseline.unit} (${baseline.year})` },
          { text: baseline.source ? `. ${words.say('exports_source')}: ${baseline.source}` : '' },
        ),
      ]
    : []),
  ...(target
    ? [
        paragraph(
          { text: `${words.say('exports_target')}: `, bold: true },
          { text: `${numberIn(target.value, words)} ${target.unit} (${target.year})` },
        ),
      ]
    : []),
];

export const criteriaPart: Part = ({ criteria }, words) =>
  table(
    [
      words.say('exports_criterion'),
      words.say('exports_metric'),
      words.say('exports_weight'),
      words.say('exports_must_have'),
    ],
    inOrder(criteria).map(({ text, metric, weight, mustHave }) => [
      text,
      metric,
      `${weight} %`,
      words.say(mustHave ? 'exports_yes' : 'exports_no'),
    ]),
  );

export const needsPart: Part = ({ needs }, words) =>
  table(
    [
      words.say('exports_capability'),
      words.say('exports_need'),
      words.say('exports_importance'),
      words.say('exports_min_level'),
      words.say('exports_share'),
      words.say('exports_local'),
    ],
    needsInOrder(needs).map(({ capability, title, importance, minLevel, share, local }) => [
      words.name('capability', capability),
      title,
      words.name('importance', importance),
      minLevel === undefined ? '' : words.name('exports_level', String(minLevel)),
      share === undefined ? '' : `${share} %`,
      local ? words.say('exports_yes') : '',
    ]),
  );

const milestonesPart: Part = ({ milestones }, words) =>
  table(
    [words.say('exports_day'), words.say('exports_milestone')],
    inOrder(milestones).map(({ day, text }) => [day === undefined ? '' : dayIn(day, words), text]),
  );

const moneyPart: Part = ({ budget, procurement }, words) => [
  ...(budget
    ? [
        paragraph({ text: `${words.say('exports_budget')}: `, bold: true }, { text: moneyIn(budget, words) }),
        ...(budget.source ? [paragraph({ text: `${words.say('exports_source')}: ` }, { text: budget.source })] : []),
        ...(budget.decisionDay
          ? [paragraph({ text: `${words.say('exports_decided_on')}: ` }, { text: dayIn(budget.decisionDay, words) })]
          : []),
      ]
    : []),
  ...(procurement
    ? [
        paragraph(
          { text: `${words.say('exports_procurement')}: `, bold: true },
          { text: words.name('exports_procurement', procurement) },
        ),
      ]
    : []),
];

/** The parts of a brief in their order, after its words. */
export const briefParts = {
  exports_beneficiaries: ({ beneficiaries }) => lines(beneficiaries),
  exports_goal: goalPart,
  exports_tried: ({ tried }) => lines(tried),
  exports_constraints: ({ constraints }, words) => kinds(constraints, (kind) => words.name('exports_constraint', kind)),
  exports_assets: ({ assets }, words) => kinds(assets, (kind) => words.name('exports_asset', kind)),
  exports_non_goals: ({ nonGoals }) => lines(nonGoals),
  exports_criteria: criteriaPart,
  exports_needs: needsPart,
  exports_milestones: milestonesPart,
  exports_money: moneyPart,
  exports_replicability: ({ replicability }) => lines(replicability),
} as const satisfies Record<string, Part>;
