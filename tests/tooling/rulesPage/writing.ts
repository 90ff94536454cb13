import { boardCircle, type Circle } from '@brygga/shared/document/circles';
import { type CardKind, cardKinds } from '@brygga/shared/document/cards/index';
import { cardShapeOf } from '@brygga/shared/document/cards/validation';
import { CardId } from '@brygga/shared/ids';
import { type Person, type Right, mayWrite } from '@brygga/shared/rules/actor';
import { type CardAccessInfo, mayChange } from '@brygga/shared/rules/cards';
import { type Edit, type EditContext, allowsCardKind, type Authorship, mayEdit } from '@brygga/shared/rules/edits';
import { stepAllows } from '@brygga/shared/rules/steps';
import { editPolicies } from '@brygga/shared/agreements/session/state';
import { cityId, companyIds, companyPeople, idOf, nth } from '@brygga/shared/testing/fixtures';
import { newWorkshop } from '@brygga/shared/testing/workshop';
import { rightsOf, people, cell } from './people.ts';
import { code, codeList, table } from './markdown.ts';

const maker = nth(companyPeople, 0);
const base = { id: idOf(CardId, 'card'), locked: false, createdBy: maker.id, createdAt: 1 };

const cards: { readonly [Kind in CardKind]: Extract<CardAccessInfo, { kind: Kind }> & Authorship } = {
  note: { ...base, kind: 'note' },
  challenge: { ...base, kind: 'challenge', city: cityId },
  offer: { ...base, kind: 'offer', company: nth(companyIds, 0) },
  consortium: { ...base, kind: 'consortium' },
  risk: { ...base, kind: 'risk' },
  task: { ...base, kind: 'task' },
  draft: { ...base, kind: 'draft' },
  letter: { ...base, kind: 'letter' },
  concept: { ...base, kind: 'concept' },
};
const kinds = Object.keys(cardKinds) as readonly CardKind[];

/** The circle in which rights over a kind are asked: the board, or a workspace. */
const circleOf = (kind: CardKind): Circle =>
  allowsCardKind(boardCircle, kind) ? boardCircle : { is: 'consortium', id: idOf(CardId, 'table') };

const contextOf = (actor: Person, kind: CardKind): EditContext => ({
  actor,
  circle: circleOf(kind),
  board: newWorkshop().board,
  editPolicy: 'open',
  cards: () => 1,
  isGenuine: () => true,
  isFull: false,
});

const edit = (kind: CardKind, make: (person: Person) => Edit) =>
  rightsOf((person) => mayEdit(make(person), contextOf(person, kind))).map(cell);

const put = (kind: CardKind) =>
  edit(kind, ({ id }) => ({ kind: 'card.created', card: { ...cards[kind], createdBy: id }, restoredFrom: undefined }));

const deletion = (kind: CardKind) => edit(kind, () => ({ kind: 'card.deleted', card: cards[kind] }));

/** Fields with the same rights share a row. */
const fieldRows = (kind: CardKind): readonly (readonly string[])[] => {
  const alike = new Map<string, string[]>();
  for (const field of Object.keys(cardShapeOf(kind).schema.shape)) {
    const answers = rightsOf((person) => mayChange(person, cards[kind], field))
      .map(cell)
      .join('|');
    alike.set(answers, [...(alike.get(answers) ?? []), field]);
  }
  return [...alike].map(([answers, fields]) => [`change ${codeList(fields)}`, ...answers.split('|')]);
};

const head = ['', ...Object.keys(people)];

const kindSection = (kind: CardKind): string =>
  [
    `### A card of kind ${code(kind)}${allowsCardKind(boardCircle, kind) ? '' : ', in a consortium’s workspace'}`,
    table(head, [['put', ...put(kind)], ['delete', ...deletion(kind)], ...fieldRows(kind)]),
  ].join('\n\n');

const limitsTable = (): string => {
  const rows = kinds.flatMap((kind) => {
    const { textMax, records } = cardShapeOf(kind);
    return [
      ...Object.entries(textMax).map(([field, letters]) => [code(`${kind}.${field}`), `${letters} letters`]),
      ...Object.entries(records).map(([field, { countMax }]) => [code(`${kind}.${field}`), `${countMax} records`]),
    ];
  });
  return table(['What', 'At most'], rows);
};

const lockedRow = (): readonly (readonly string[])[] => [
  [
    'change a field of a locked note',
    ...rightsOf((person) => mayChange(person, { ...cards.note, locked: true }, 'x')).map(cell),
  ],
];

/** A step only narrows rights: whoever may not write at all may not write during a step either. */
const withinWriting =
  (rule: (person: Person) => Right) =>
  (person: Person): Right => {
    const right = mayWrite(person);
    return right === true ? rule(person) : right;
  };

const steps = (): string =>
  table(
    ['While a step says', ...Object.keys(people)],
    editPolicies.flatMap((writing) =>
      (
        [
          [
            'their own note',
            (person: Person): Right => stepAllows(writing, person, { kind: 'note', createdBy: person.id }),
          ],
          ['any other card', (person: Person): Right => stepAllows(writing, person, cards.offer)],
        ] as const
      ).map(([what, rule]) => [`${code(writing)}: ${what}`, ...rightsOf(withinWriting(rule)).map(cell)]),
    ),
  );

/** What the guard holds every update of the shared writing against. */
export const writingSection = (): string =>
  [
    '## Shared writing',
    'Who may do what to cards by hand, from `src/rules/cards.ts` and `src/rules/edits.ts`. The guard undoes the rest, and the writer finds it in their returned edits. What a person wrote in a card that somebody else deleted, their client adds to them (`mayKeep`). Nobody puts a card in another person’s name, and only a command founds a consortium. Of what lies in a room, the rows say what each of them may if they are let in: only the people of its members are.',
    ...kinds.map(kindSection),
    '### A locked card',
    table(head, lockedRow()),
    '### Steps of the agenda',
    'A step narrows what participants write on the board (`src/rules/steps.ts`); while none runs, everything above holds.',
    steps(),
    '### How much',
    limitsTable(),
  ].join('\n\n');
