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

let covers: (problem: CoverProblem) => Promise<readonly (readonly number[])[]>;
beforeAll(async () => {
  const highs = await loadHighs();
  covers = (problem) => Promise.resolve(solveCovers(highs, problem));
});

interface ProposalOptions extends Partial<Pick<LineUpRequest, 'size' | 'keep'>> {
  readonly challengeNeeds?: typeof needs;
  readonly partners?: Partial<PartnerContext>;
}

const propose = (
  companies: Readonly<Record<OrganisationId, FitCompany>>,
  { challengeNeeds = needs, partners = {}, size = 4, keep = [] }: ProposalOptions = {},
) => {
  const all = companiesOf(companies);
  const challenge = challengeOf(all, challengeNeeds);
  return proposeLineUps({ challenge, context: partnerContext(all, partners), size, keep }, { covers });
};
const groupsIn = ({ lineUps }: Awaited<ReturnType<typeof propose>>) =>
  lineUps.map(({ members }) => members.map((member) => member.company));

describe('a line-up', () => {
  test('covers must-haves before other needs', async () => {
    const proposed = await propose({ [ada]: company(['shade']), [bo]: company(['money', 'study']) }, { size: 1 });
    expect(groupsIn(proposed)[0]).toEqual([ada]);
  });

  test('lists for each member the needs that it covers, and those that it alone can cover', async () => {
    const claims = [{ capability: 'heat_shade' as const, level: 3 as const, proof: [sails.id] }];
    const proposed = await propose({
      [ada]: company([], { claims, references: [sails] }),
      [bo]: company(['shade', 'money']),
      [cai]: company(['trees', 'study']),
    });
    const [first] = proposed.lineUps;
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

  test('assigns a need to its strongest company', async () => {
    const claims = [
      { capability: 'heat_shade' as const, level: 3 as const, proof: [sails.id] },
      { capability: 'research' as const, level: 1 as const, proof: [] },
    ];
    const proposed = await propose({
      [ada]: company([], { claims, references: [sails] }),
      [bo]: company(['shade', 'money', 'trees']),
    });
    const [first] = proposed.lineUps;
    const expert = first?.members.find((member) => member.company === ada);
    expect(expert?.covers.map((cover) => [cover.need, cover.level, cover.references])).toEqual([
      [need('shade'), 3, [sails]],
      [need('study'), 1, []],
    ]);
    expect(expert?.alone).toEqual([need('study')]);
  });

  test('contains no company below the required level or at capacity', async () => {
    const challengeNeeds = { ...needs, [need('trees')]: Need.parse({ ...needs[need('trees')], minLevel: 3 }) };
    const companies = { [ada]: company(['shade'], { capacity: 1 }), [bo]: company(['shade', 'trees']) };
    const proposed = await propose(companies, {
      challengeNeeds,
      partners: { consortiumCount: (id) => (id === ada ? 1 : 0) },
    });
    expect(groupsIn(proposed)).toEqual([[bo]]);
    expect(proposed.lineUps[0]).toMatchObject({ open: [need('money'), need('trees'), need('study')], complete: false });
    expect(proposed.nobody).toEqual([need('money'), need('trees'), need('study')]);
  });
});

describe('kept companies', () => {
  test('are in every line-up, which adds companies only for the other needs', async () => {
    const proposed = await propose(
      {
        [ada]: company(['shade', 'money']),
        [bo]: company(['shade']),
        [cai]: company(['trees']),
        [dan]: company(['trees']),
      },
      { keep: [ada] },
    );
    expect(groupsIn(proposed)).toEqual([
      [ada, cai],
      [ada, dan],
    ]);
  });

  test('are a line-up by themselves if they cover all needs', async () => {
    const proposed = await propose(
      { [ada]: company(['shade', 'money', 'trees', 'study']), [bo]: company(['shade']) },
      { keep: [ada] },
    );
    expect(groupsIn(proposed)).toEqual([[ada]]);
  });

  test('are no line-up if there are more of them than the size allows', async () => {
    const proposed = await propose(
      { [ada]: company(['shade']), [bo]: company(['trees']) },
      { keep: [ada, bo], size: 1 },
    );
    expect(proposed.lineUps).toEqual([]);
  });

  test('exclude their rivals; two other rivals are never in one line-up', async () => {
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
    const proposed = await propose(companies, { keep: [ada], partners: { vault } });
    expect(groupsIn(proposed)).toEqual([
      [ada, cai],
      [ada, dan],
    ]);
  });
});
