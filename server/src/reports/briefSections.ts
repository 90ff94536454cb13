import type { ChallengeCard } from '@brygga/shared/document/cards/index';
import { byOrderThenId } from '@brygga/shared/document/order';
import type { Block } from '@brygga/shared/document/text/richText';
import { needsInOrder } from '@brygga/shared/domain/consortium/coverage';
import { paragraph, table } from './print/blocks.ts';
import type { ReportMessages } from './reportMessages.ts';
import { formatDay, formatBudget, formatNumber } from './format.ts';

/** The blocks of a section; a section without any is left out. */
type SectionBuilder = (card: ChallengeCard, messages: ReportMessages) => Block[];

/** A paragraph for each line of a plain text. */
const lines = (text: string): Block[] =>
  text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => paragraph(line.trim()));

const sortedByOrder = <Each extends { readonly order: string }>(records: Readonly<Record<string, Each>>): Each[] =>
  Object.entries(records)
    .map(([id, record]) => ({ ...record, id }))
    .sort(byOrderThenId);

const tableUnlessEmpty = (headings: readonly string[], rows: readonly (readonly string[])[]): Block[] =>
  rows.length === 0 ? [] : [table(headings, rows)];

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

export const goalSection: SectionBuilder = ({ baseline, target }, messages) => [
  ...(baseline
    ? [
        paragraph(
          { text: `${messages.message('exports_baseline')}: `, bold: true },
          { text: `${formatNumber(baseline.value, messages)} ${baseline.unit} (${baseline.year})` },
          { text: baseline.source ? `. ${messages.message('exports_source')}: ${baseline.source}` : '' },
        ),
      ]
    : []),
  ...(target
    ? [
        paragraph(
          { text: `${messages.message('exports_target')}: `, bold: true },
          { text: `${formatNumber(target.value, messages)} ${target.unit} (${target.year})` },
        ),
      ]
    : []),
];

export const criteriaSection: SectionBuilder = ({ criteria }, messages) =>
  tableUnlessEmpty(
    [
      messages.message('exports_criterion'),
      messages.message('exports_metric'),
      messages.message('exports_weight'),
      messages.message('exports_must_have'),
    ],
    sortedByOrder(criteria).map(({ text, metric, weight, mustHave }) => [
      text,
      metric,
      `${weight} %`,
      messages.message(mustHave ? 'exports_yes' : 'exports_no'),
    ]),
  );

export const needsSection: SectionBuilder = ({ needs }, messages) =>
  tableUnlessEmpty(
    [
      messages.message('exports_capability'),
      messages.message('exports_need'),
      messages.message('exports_importance'),
      messages.message('exports_min_level'),
      messages.message('exports_share'),
      messages.message('exports_local'),
    ],
    needsInOrder(needs).map(({ capability, title, importance, minLevel, share, local }) => [
      messages.name('capability', capability),
      title,
      messages.name('importance', importance),
      minLevel === undefined ? '' : messages.name('exports_level', String(minLevel)),
      share === undefined ? '' : `${share} %`,
      local ? messages.message('exports_yes') : '',
    ]),
  );

const milestonesSection: SectionBuilder = ({ milestones }, messages) =>
  tableUnlessEmpty(
    [messages.message('exports_day'), messages.message('exports_milestone')],
    sortedByOrder(milestones).map(({ day, text }) => [day === undefined ? '' : formatDay(day, messages), text]),
  );

const moneySection: SectionBuilder = ({ budget, procurement }, messages) => [
  ...(budget
    ? [
        paragraph(
          { text: `${messages.message('exports_budget')}: `, bold: true },
          { text: formatBudget(budget, messages) },
        ),
        ...(budget.source
          ? [paragraph({ text: `${messages.message('exports_source')}: ` }, { text: budget.source })]
          : []),
        ...(budget.decisionDay
          ? [
              paragraph(
                { text: `${messages.message('exports_decided_on')}: ` },
                { text: formatDay(budget.decisionDay, messages) },
              ),
            ]
          : []),
      ]
    : []),
  ...(procurement
    ? [
        paragraph(
          { text: `${messages.message('exports_procurement')}: `, bold: true },
          { text: messages.name('exports_procurement', procurement) },
        ),
      ]
    : []),
];

/** The sections of a brief after its text, in order. */
export const briefSections = {
  exports_beneficiaries: ({ beneficiaries }) => lines(beneficiaries),
  exports_goal: goalSection,
  exports_tried: ({ tried }) => lines(tried),
  exports_constraints: ({ constraints }, messages) =>
    labelledList(constraints, (kind) => messages.name('exports_constraint', kind)),
  exports_assets: ({ assets }, messages) => labelledList(assets, (kind) => messages.name('exports_asset', kind)),
  exports_non_goals: ({ nonGoals }) => lines(nonGoals),
  exports_criteria: criteriaSection,
  exports_needs: needsSection,
  exports_milestones: milestonesSection,
  exports_money: moneySection,
  exports_replicability: ({ replicability }) => lines(replicability),
} as const satisfies Record<string, SectionBuilder>;
