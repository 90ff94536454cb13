import type { ChallengeCard } from '@brygga/shared/document/cards/index';
import type { Block, Run, TableCell } from '@brygga/shared/document/text/richText';
import { needsInOrder } from '@brygga/shared/domain/consortium/coverage';
import type { ReportMessages } from './reportMessages.ts';
import { formatDay, formatBudget, formatNumber } from './format.ts';

/** What a part of the brief is made of; a part that has nothing is left out. */
type SectionBuilder = (card: ChallengeCard, words: ReportMessages) => Block[];

const paragraph = (...runs: Run[]): Block => ({ is: 'paragraph', runs });

/** People's plain texts: a paragraph for each of their lines. */
const lines = (text: string): Block[] =>
  text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => paragraph({ text: line.trim() }));

const sortedByOrder = <Each extends { readonly order: string }>(records: Readonly<Record<string, Each>>): Each[] =>
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

const labelledList = (
  records: Readonly<Record<string, { kind: string; text: string; order: string }>>,
  nameOf: (kind: string) => string,
): Block[] =>
  list(
    sortedByOrder(records)
      .filter(({ text }) => text.trim() !== '')
      .map(({ kind, text }) => [paragraph({ text: `${nameOf(kind)}: `, bold: true }, { text })]),
  );

export const goalSection: SectionBuilder = ({ baseline, target }, words) => [
  ...(baseline
    ? [
        paragraph(
          { text: `${words.message('exports_baseline')}: `, bold: true },
          { text: `${formatNumber(baseline.value, words)} ${baseline.unit} (${baseline.year})` },
          { text: baseline.source ? `. ${words.message('exports_source')}: ${baseline.source}` : '' },
        ),
      ]
    : []),
  ...(target
    ? [
        paragraph(
          { text: `${words.message('exports_target')}: `, bold: true },
          { text: `${formatNumber(target.value, words)} ${target.unit} (${target.year})` },
        ),
      ]
    : []),
];

export const criteriaSection: SectionBuilder = ({ criteria }, words) =>
  table(
    [
      words.message('exports_criterion'),
      words.message('exports_metric'),
      words.message('exports_weight'),
      words.message('exports_must_have'),
    ],
    sortedByOrder(criteria).map(({ text, metric, weight, mustHave }) => [
      text,
      metric,
      `${weight} %`,
      words.message(mustHave ? 'exports_yes' : 'exports_no'),
    ]),
  );

export const needsSection: SectionBuilder = ({ needs }, words) =>
  table(
    [
      words.message('exports_capability'),
      words.message('exports_need'),
      words.message('exports_importance'),
      words.message('exports_min_level'),
      words.message('exports_share'),
      words.message('exports_local'),
    ],
    needsInOrder(needs).map(({ capability, title, importance, minLevel, share, local }) => [
      words.name('capability', capability),
      title,
      words.name('importance', importance),
      minLevel === undefined ? '' : words.name('exports_level', String(minLevel)),
      share === undefined ? '' : `${share} %`,
      local ? words.message('exports_yes') : '',
    ]),
  );

const milestonesSection: SectionBuilder = ({ milestones }, words) =>
  table(
    [words.message('exports_day'), words.message('exports_milestone')],
    sortedByOrder(milestones).map(({ day, text }) => [day === undefined ? '' : formatDay(day, words), text]),
  );

const moneySection: SectionBuilder = ({ budget, procurement }, words) => [
  ...(budget
    ? [
        paragraph({ text: `${words.message('exports_budget')}: `, bold: true }, { text: formatBudget(budget, words) }),
        ...(budget.source
          ? [paragraph({ text: `${words.message('exports_source')}: ` }, { text: budget.source })]
          : []),
        ...(budget.decisionDay
          ? [
              paragraph(
                { text: `${words.message('exports_decided_on')}: ` },
                { text: formatDay(budget.decisionDay, words) },
              ),
            ]
          : []),
      ]
    : []),
  ...(procurement
    ? [
        paragraph(
          { text: `${words.message('exports_procurement')}: `, bold: true },
          { text: words.name('exports_procurement', procurement) },
        ),
      ]
    : []),
];

/** The parts of a brief in their order, after its words. */
export const briefSections = {
  exports_beneficiaries: ({ beneficiaries }) => lines(beneficiaries),
  exports_goal: goalSection,
  exports_tried: ({ tried }) => lines(tried),
  exports_constraints: ({ constraints }, words) =>
    labelledList(constraints, (kind) => words.name('exports_constraint', kind)),
  exports_assets: ({ assets }, words) => labelledList(assets, (kind) => words.name('exports_asset', kind)),
  exports_non_goals: ({ nonGoals }) => lines(nonGoals),
  exports_criteria: criteriaSection,
  exports_needs: needsSection,
  exports_milestones: milestonesSection,
  exports_money: moneySection,
  exports_replicability: ({ replicability }) => lines(replicability),
} as const satisfies Record<string, SectionBuilder>;
