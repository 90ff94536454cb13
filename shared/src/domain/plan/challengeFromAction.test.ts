import { expect, test } from 'vitest';
import { challenge } from '../../document/cards/challenge.ts';
import { PlanActionId } from '../../ids.ts';
import { idOf } from '../../testing/fixtures.ts';
import { challengeFromAction } from './challengeFromAction.ts';

const id = idOf(PlanActionId, 'action');
const action = {
  id,
  title: 'Shade in school yards',
  code: 'A-3',
  sector: 'adaptation_water' as const,
  goal: '40 yards',
  until: 2030,
  description: 'Too hot.\nToo little shade.',
  place: 'Söder',
  cost: 4_000_000,
  currency: 'SEK',
  department: 'Parks',
  status: 'Late',
  link: 'https://plan.example',
};

test('a challenge takes its fields from the plan’s action, and links to it', () => {
  const draft = challengeFromAction(action);
  expect(draft).toMatchObject({
    title: 'Shade in school yards',
    sector: 'adaptation_water',
    brief: 'Too hot.\nToo little shade.',
    fields: {
      outcome: '40 yards, 2030',
      place: 'Söder',
      plan: { title: 'A-3 Shade in school yards', action: id, url: 'https://plan.example' },
    },
  });
  for (const [field, value] of Object.entries({ ...draft.fields, ...draft.own })) {
    const schema = Object.entries(challenge.schema.shape).find(([name]) => name === field)?.[1];
    expect(schema?.safeParse(value), field).toEqual({ success: true, data: value });
  }
});

test('P9: the cost is held back, and the responsible person stays in the plan', () => {
  const { own, ...open } = challengeFromAction(action);
  expect(own).toEqual({
    budget: { is: 'known', from: 4_000_000, currency: 'SEK', source: 'A-3' },
    heldBack: ['budget'],
  });
  expect(JSON.stringify(open)).not.toMatch(/4000000|SEK|Parks|Late/);
  expect(challengeFromAction({ id, title: 'Trees', cost: 5, until: 2030 })).toMatchObject({
    own: {},
    fields: { outcome: '' },
  });
});

test('a long title is cut at the challenge’s maximum', () => {
  const long = challengeFromAction({ id, title: 'x'.repeat(300), code: 'A' });
  expect([long.title.length, long.fields.plan.title.length]).toEqual([200, 300]);
});
