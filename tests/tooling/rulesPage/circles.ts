import { boardOf } from '@brygga/shared/agreements/board';
import type { Circle } from '@brygga/shared/document/circles';
import { rootsOf } from '@brygga/shared/document/roots';
import { entranceTo } from '@brygga/shared/rules/circles';
import { cityId, companyIds, companyPeople, nth } from '@brygga/shared/testing/fixtures';
import { newWorkshop } from '@brygga/shared/testing/workshop';
import { people } from './people.ts';
import { code, codeList, table } from './markdown.ts';

/** Who shares each document of a workshop, and who writes what in it. */
export const circlesSection = (): string => {
  const workshop = newWorkshop();
  const circles: readonly Circle[] = [
    { is: 'board' },
    { is: 'facilitators' },
    { is: 'vault' },
    { is: 'city', id: cityId },
    { is: 'company', id: nth(companyIds, 0) },
    { is: 'consortium', id: workshop.foundConsortium() },
    { is: 'person', id: nth(companyPeople, 0).id },
  ];
  const board = boardOf(workshop.doc);
  const entrances = circles.map((circle) => [
    code(circle.is),
    ...Object.values(people).map((person) => (entranceTo(person, circle, board) === 'open' ? 'yes' : 'no')),
  ]);
  const writers = circles.map(({ is }) => {
    const below = (writer: string) =>
      Object.entries(rootsOf[is])
        .filter(([, root]) => root.writer === writer)
        .map(([name]) => name);
    return [code(is), codeList(below('people')), codeList(below('server'))];
  });
  return [
    '## Circles',
    'Each circle has a document of its own, and what a circle must not know never enters its document (`src/rules/circles.ts`). Nobody reads the vault: what is told in confidence lies there, and commands alone look into it. The company is a member of the consortium, and the person is of that company.',
    table(['Reads', ...Object.keys(people)], entrances),
    table(['Circle', 'People write below', 'The server alone writes below'], writers),
  ].join('\n\n');
};
