import { OrganisationId, PersonId } from '@brygga/shared/ids';
import { idOf, system } from '@brygga/shared/testing/fixtures';
import { newWorkshop } from '@brygga/shared/testing/workshop';
import { expect, test } from 'vitest';
import { liveRoster } from './liveRoster.ts';
import { organisationsOfKind } from './ofKind.ts';

test('organisations of a kind are sorted by name', () => {
  const workshop = newWorkshop();
  workshop.execute(
    'roster.list',
    {
      person: idOf(PersonId, 'zoe'),
      name: 'Zoë',
      role: 'participant',
      organisation: idOf(OrganisationId, 'zangso'),
      organisationListed: { kind: 'company', name: 'Ängsö', country: 'SE' },
    },
    system,
  );

  const { roster } = liveRoster(workshop.doc);
  const names = organisationsOfKind({ roster }, 'company').map((id) => roster.organisation(id)?.name);

  expect(names[0]).toBe('Ängsö');
  expect(names.slice(1)).toEqual(names.slice(1).toSorted());
});
