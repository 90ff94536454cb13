import { noVaultRelations } from '@brygga/shared/domain/partners/vaultRelations';
import { Need } from '@brygga/shared/document/cards/challenge';
import {
  ada,
  partnerContext,
  bo,
  cai,
  challengeOf,
  companiesOf,
  company,
  dan,
  need,
  needs,
  sails,
} from '@brygga/shared/domain/partners/testing/seatings';
import type { PartnerContext } from '@brygga/shared/domain/partners/nextPartners';
import type { FitCompany } from '@brygga/shared/domain/fit/comparison';
import type { OrganisationId } from '@brygga/shared/ids';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadHighs } from './loadHighs.ts';
import { type LineUpRequest, proposeLineUps } from './lineUps.ts';
import { type CoverProblem, solveCovers } from './setCover.ts';

let covers: (asked: CoverProblem) => Promise<readonly (readonly number[])[]>;
beforeAll(async () => {
  const highs = await loadHighs();
  covers = (asked) => Promise.resolve(solveCovers(highs, asked));
});

const proposed = (
  companies: Readonly<Record<OrganisationId, FitCompany>>,
  {
    asked = needs,
    its = {},
    ...more
  }: Partial<LineUpRequest> & { asked?: typeof needs; its?: Partial<PartnerContext> } = {},
) => {
  const all = companiesOf(companies);
  const question = { challenge: challengeOf(all, asked), around: partnerContext(all, its), size: 4, keep: [], ...more };
  return proposeLineUps(question, { covers });
};
const groupsIn = ({ lineUps }: Awaited<ReturnType<typeof proposed>>) =>
  lineUps.map(({ members }) => members.map((member) => member.company));

describe('a line-up', () => {
  test('covers must-haves before all else that could be covered instead', async () => {
    const found = await proposed({ [ada]: company(['shade']), [bo]: company(['money', 'study']) }, { size: 1 });
    expect(groupsIn(found)[0]).toEqual([ada]);
  });

  test('says who covers what, how well, and what nobody else in it could', async () => {
    const claims = [{ capability: 'heat_shade' as const, level: 3 as const, proof: [sails.id] }];
    const found = await proposed({
      [ada]: company([], { claims, references: [sails] }),
      [bo]: company(['shade', 'money']),
      [cai]: company(['trees', 'study']),
    });
    const [first] = found.lineUps;
    expect(first?.members).toEqual([
      {
        company: bo,
        kept: false,
        covers: [expect.objectContaining({ need: need('shade') }), expect.anything()],
        alone: [need('shade'), need('money')],
      },
      {
        company: cai,
        kept: false,
        covers: [expect.anything(), expect.anything()],
        alone: [need('trees'), need('study')],
      },
    ]);
    expect(first).toMatchObject({ share: 1, open: [], complete: true });
  });

  test('gives a need to whoever shows it best', async () => {
    const claims = [
      { capability: 'heat_shade' as const, level: 3 as const, proof: [sails.id] },
      { capability: 'research' as const, level: 1 as const, proof: [] },
    ];
    const found = await proposed({
      [ada]: company([], { claims, references: [sails] }),
      [bo]: company(['shade', 'money', 'trees']),
    });
    const [first] = found.lineUps;
    const expert = first?.members.find((member) => member.company === ada);
    expect(expert?.covers.map((its) => [its.need, its.level, its.references])).toEqual([
      [need('shade'), 3, [sails]],
      [need('study'), 1, []],
    ]);
    expect(expert?.alone).toEqual([need('study')]);
  });

  test('has nobody below the level that the city asks for, and nobody without room', async () => {
    const asked = { ...needs, [need('trees')]: Need.parse({ ...needs[need('trees')], minLevel: 3 }) };
    const companies = { [ada]: company(['shade'], { capacity: 1 }), [bo]: company(['shade', 'trees']) };
    const found = await proposed(companies, { asked, its: { consortiumCount: (which) => (which === ada ? 1 : 0) } });
    expect(groupsIn(found)).toEqual([[bo]]);
    expect(found.lineUps[0]).toMatchObject({ open: [need('money'), need('trees'), need('study')], complete: false });
    expect(found.nobody).toEqual([need('money'), need('trees'), need('study')]);
  });
});

describe('those who stay', () => {
  test('are in every line-up, and what they cover is not looked for', async () => {
    const found = await proposed(
      {
        [ada]: company(['shade', 'money']),
        [bo]: company(['shade']),
        [cai]: company(['trees']),
        [dan]: company(['trees']),
      },
      { keep: [ada] },
    );
    expect(groupsIn(found)).toEqual([
      [ada, cai],
      [ada, dan],
    ]);
  });

  test('are the line-up where they need nobody', async () => {
    const found = await proposed(
      { [ada]: company(['shade', 'money', 'trees', 'study']), [bo]: company(['shade']) },
      { keep: [ada] },
    );
    expect(groupsIn(found)).toEqual([[ada]]);
  });

  test('are none where they are more than the size allows', async () => {
    const found = await proposed({ [ada]: company(['shade']), [bo]: company(['trees']) }, { keep: [ada, bo], size: 1 });
    expect(found.lineUps).toEqual([]);
  });

  test('keep away whom one of them is kept apart from; two others who are apart are not together', async () => {
    const companies = {
      [ada]: company(['shade']),
      [bo]: company(['trees']),
      [cai]: company(['trees']),
      [dan]: company(['money']),
    };
    const pairs = [
      [ada, bo],
      [cai, dan],
    ];
    const vault = {
      ...noVaultRelations,
      areRivals: (a: OrganisationId, b: OrganisationId) => pairs.some((pair) => pair.includes(a) && pair.includes(b)),
    };
    const found = await proposed(companies, { keep: [ada], its: { vault } });
    expect(groupsIn(found)).toEqual([
      [ada, cai],
      [ada, dan],
    ]);
  });
});
