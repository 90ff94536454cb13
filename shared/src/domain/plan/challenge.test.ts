import { expect, test } from 'vitest';
import { PlanActionId } from '../../ids.ts';
import { idOf } from '../../testing/workshop.ts';
import { challengeFrom } from './challenge.ts';

const id = idOf(PlanActionId, 'action');

test('a challenge begins with what the plan says, and keeps what it was made of', () => {
  const action = {
    ...{ id, title: 'Shade in school yards', code: 'A-3', sector: 'adaptation_water' as const },
    ...{ goal: '40 yards', until: 2030, description: 'Too hot.\nToo little shade.', place: 'Söder' },
  };
  expect(challengeFrom(action)).toEqual({
    ...{ title: 'Shade in school yards', sector: 'adaptation_water', outcome: '40 yards, 2030' },
    brief: 'Too hot.\nToo little shade.\nSöder',
    plan: { action: id, name: 'A-3 Shade in school yards' },
  });
});

test('what is the city’s own business stays out of it', () => {
  const action = { id, title: 'Trees', cost: 4_000_000, currency: 'SEK', department: 'Parks', status: 'Late' };
  expect(JSON.stringify(challengeFrom(action))).not.toMatch(/4000000|SEK|Parks|Late/);
});

test('a long title is cut to what a challenge takes', () => {
  expect(challengeFrom({ id, title: 'x'.repeat(300) }).title).toHaveLength(200);
});
