import type { LineUpsResponse, PartnersResponse } from '@brygga/shared/api/matching';
import { putCard } from '@brygga/shared/document/cards/index';
import { abilitiesOf, fitCompanyFrom } from '@brygga/shared/domain/partners/abilities';
import { noVaultRelations } from '@brygga/shared/domain/partners/vaultRelations';
import { neededBy } from '@brygga/shared/domain/partners/neededBy';
import { type PartnerContext, nextPartners } from '@brygga/shared/domain/partners/nextPartners';
import { CardId } from '@brygga/shared/ids';
import type { Person } from '@brygga/shared/rules/actor';
import type { CapabilityId } from '@brygga/shared/taxonomy/capabilities';
import {
  challengeId,
  cityPerson,
  companyIds,
  companyPeople,
  facilitator,
  idOf,
  needIds,
  newWorkshop,
  nth,
  type Workshop,
} from '@brygga/shared/testing/workshop';
import { screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { memoryBoard } from '../../../documents/testing/memoryBoard.svelte.ts';
import { renderWithBoard } from '../../../documents/testing/renderWithBoard.ts';
import Findings from './Findings.svelte';
import LineUpProposals from './LineUpProposals.svelte';
import CoverageMatrix from './CoverageMatrix.svelte';
import NeededBy from './NeededBy.svelte';
import PartnerSuggestions from './PartnerSuggestions.svelte';
import WhatIf from './WhatIf.svelte';

const [lead, second, third] = [nth(companyPeople, 0), nth(companyPeople, 1), nth(companyPeople, 2)];
const offers: readonly (readonly CapabilityId[])[] = [['urban_greening'], ['heat_shade'], ['heat_shade', 'finance']];

const offer = (workshop: Workshop, which: number, capabilities: readonly CapabilityId[]) =>
  putCard(workshop.doc, idOf(CardId, 'offer', which + 1), {
    ...{ kind: 'offer', company: nth(companyIds, which), title: `Offer ${which + 1}`, capabilities: [...capabilities] },
    ...{ x: 0, y: 400, w: 200, h: 120, order: `b${which}`, createdBy: nth(companyPeople, which).id, createdAt: 1 },
  });

/** Company 1 leads a consortium and sits for the trees; the others are here with their offers. */
const formed = (asOf = offers) => {
  const workshop = newWorkshop();
  const consortium = workshop.founded(0, 'Cool streets');
  workshop.ask('seat.take', { consortium, need: nth(needIds, 0) }, lead);
  asOf.forEach((capabilities, which) => offer(workshop, which, capabilities));
  return { workshop, consortium };
};

let answers: (path: string, body: unknown) => object | undefined | Promise<object>;
const asked: string[] = [];
beforeEach(() => {
  asked.length = 0;
  // The network ends here: who is told what is the server's tests to tell.
  vi.stubGlobal('fetch', async (path: string, { body }: RequestInit) => {
    asked.push(path);
    const found = await answers(path, typeof body === 'string' ? JSON.parse(body) : undefined);
    if (!found) throw new TypeError('no network');
    return new Response(JSON.stringify(found));
  });
});
afterEach(() => vi.unstubAllGlobals());

/** The same reckoning as the server's, over the offers on this board. */
const reckoned = ({ board }: Workshop, asOf = offers) => {
  const card = board.challenge(challengeId);
  if (!card) throw new Error('the challenge is gone');
  const fitting = (capabilities: readonly CapabilityId[]) =>
    fitCompanyFrom('SE', [{ capabilities: [...capabilities], claims: [], references: [] }]);
  const companies = new Map(asOf.map((capabilities, which) => [nth(companyIds, which), fitting(capabilities)]));
  const city = { country: 'SE', languages: [] };
  const around: PartnerContext = { companies, vault: noVaultRelations, ownCompanies: [], consortiumCount: () => 0 };
  return { around, challenge: { needs: card.needs, city, abilities: abilitiesOf(companies, city, card.needs) } };
};
const partnersAnswer = (workshop: Workshop, consortium: CardId, asOf = offers): PartnersResponse => {
  const { around, challenge } = reckoned(workshop, asOf);
  const abilities = [...challenge.abilities].map(([company, own]) => [company, Object.fromEntries(own)]);
  return {
    partners: nextPartners(challenge, workshop.consortium(consortium), around),
    abilities: Object.fromEntries(abilities),
  };
};

const show = (
  component: typeof PartnerSuggestions | typeof WhatIf | typeof Findings | typeof CoverageMatrix,
  actor: Person = lead,
) => {
  const { workshop, consortium } = formed();
  answers = () => partnersAnswer(workshop, consortium);
  const board = memoryBoard(workshop, actor);
  renderWithBoard(board.live, component, { consortium });
  return { workshop, consortium, board, user: userEvent.setup() };
};

describe('who is missing', () => {
  test('names who would bring the consortium furthest, from where to where, and why', async () => {
    show(PartnerSuggestions);
    const items = (await screen.findAllByRole('listitem')).filter((item) => within(item).queryByText(/^Company/));
    expect(items.map((item) => within(item).getByText(/^Company/).textContent)).toEqual(['Company 3', 'Company 2']);
    const best = within(nth(items, 0));
    expect(best.getByText('33 → 100 %')).toBeTruthy();
    expect(best.getByText('Coverage rises from 33 to 100 percent')).toBeTruthy();
    expect(best.getByText('Finance')).toBeTruthy();
    expect(best.getByText('Nobody else here says that they can')).toBeTruthy();
    expect(best.getByText('At home in Sweden')).toBeTruthy();
    expect(best.getByText(/No reference shows it/).textContent).toMatch(/^\s*Speaks against it/);
  });

  test('is asked again when a seat is taken, and once for all that show it', async () => {
    const { workshop, consortium, board } = show(PartnerSuggestions);
    await screen.findByText('Company 2');
    renderWithBoard(board.live, Findings, { consortium });
    expect(asked).toHaveLength(1);
    workshop.ask('seat.take', { consortium, need: nth(needIds, 1) }, lead);
    await waitFor(() => expect(screen.queryByText('Company 2')).toBeNull());
    expect(asked).toHaveLength(2);
  });

  test('shows the answer to what was asked last, though an earlier one comes after it', async () => {
    const { workshop, consortium } = formed();
    const late = Promise.withResolvers<object>();
    const before = partnersAnswer(workshop, consortium);
    answers = () => late.promise;
    renderWithBoard(memoryBoard(workshop, lead).live, PartnerSuggestions, { consortium });
    await waitFor(() => expect(asked).toHaveLength(1));
    answers = () => partnersAnswer(workshop, consortium);
    workshop.ask('seat.take', { consortium, need: nth(needIds, 1) }, lead);
    await screen.findByText('Company 3');
    late.resolve(before);
    await late.promise;
    // One turn of the loop, in which it is read.
    await new Promise((resolve) => setTimeout(resolve));
    expect(screen.queryByText('Company 2')).toBeNull();
  });

  test('says so where nobody could cover what is open', async () => {
    const { workshop, consortium } = formed([['urban_greening'], [], []]);
    answers = () => partnersAnswer(workshop, consortium, [['urban_greening'], [], []]);
    renderWithBoard(memoryBoard(workshop, lead).live, PartnerSuggestions, { consortium });
    expect(await screen.findByText(/Heat and shade and Finance\. Whom could you invite\?/)).toBeTruthy();
  });

  test('can be asked for again where the server was not reached', async () => {
    const { workshop, consortium } = formed();
    answers = () => undefined;
    renderWithBoard(memoryBoard(workshop, lead).live, PartnerSuggestions, { consortium });
    await screen.findByRole('alert');
    answers = () => partnersAnswer(workshop, consortium);
    await userEvent.setup().click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('Company 3')).toBeTruthy();
  });

  test.each([
    ['another company', second],
    ['a city', cityPerson],
  ])('is not asked for by %s', (_who, actor) => {
    show(PartnerSuggestions, actor);
    expect(screen.getByText(/The companies of this consortium, and facilitators/)).toBeTruthy();
    expect(asked).toEqual([]);
  });
});

describe('the findings', () => {
  test('say in words what is missing, and what hangs on one company', async () => {
    show(Findings);
    const gaps = screen.getByRole('group', { name: 'Gaps' });
    expect(within(gaps).getByText(/^Heat and shade: nobody/)).toBeTruthy();
    const alone = screen.getByRole('group', { name: 'Hangs on one company' });
    expect(within(alone).getByText('Urban greening: if Company 1 leaves, nobody here can take over')).toBeTruthy();
  });

  test('follow the seats, for a city as well, by the offers that it sees', async () => {
    const { workshop, consortium } = show(Findings, cityPerson);
    workshop.ask('seat.take', { consortium, need: nth(needIds, 1) }, second);
    expect(await screen.findByText(/^Heat and shade: claimed by Company 2/)).toBeTruthy();
    expect(asked).toEqual([]);
  });
});

describe('the matrix', () => {
  test('is a table of needs and companies, that a keyboard can scroll', () => {
    const { workshop, consortium } = formed();
    workshop.ask('seat.take', { consortium, need: nth(needIds, 1) }, lead);
    answers = () => partnersAnswer(workshop, consortium);
    renderWithBoard(memoryBoard(workshop, lead).live, CoverageMatrix, { consortium });
    expect(screen.getByRole('columnheader', { name: 'Company 1' })).toBeTruthy();
    const row = screen.getByRole('row', { name: /^Heat and shade/ });
    expect(within(row).getByRole('rowheader')).toBeTruthy();
    expect(within(row).getByText('has the seat')).toBeTruthy();
    expect(within(screen.getByRole('row', { name: /^Finance/ })).getByText('no')).toBeTruthy();
    expect(screen.getByRole('region', { name: 'Needs and companies' }).tabIndex).toBe(0);
  });
});

describe('the what-if', () => {
  const pane = (name: string) => within(screen.getByRole('article', { name }));

  test('shows at once what a company that is tried would bring, and settles nothing', async () => {
    const { workshop, consortium, user } = show(WhatIf);
    const before = JSON.stringify(workshop.written());
    await user.click(await screen.findByRole('button', { name: 'Try something' }));
    await waitFor(() => expect(pane('Line-up A').getByLabelText('Add a company')).toBeTruthy());
    await user.selectOptions(pane('Line-up A').getByLabelText('Add a company'), nth(companyIds, 2));
    expect(pane('Line-up A').getByText('33 → 100 %')).toBeTruthy();
    expect(pane('Line-up A').getByText('Gains Heat and shade and Finance')).toBeTruthy();
    await user.selectOptions(pane('Line-up A').getByLabelText(/^Finance/), 'nobody');
    expect(pane('Line-up A').getByText('33 → 67 %')).toBeTruthy();
    expect(JSON.stringify(workshop.written())).toBe(before);
    expect(workshop.consortium(consortium).members[nth(companyIds, 2)]).toBeUndefined();
  });

  test('holds two line-ups against each other', async () => {
    const { user } = show(WhatIf);
    await user.click(await screen.findByRole('button', { name: 'Try something' }));
    await waitFor(() => expect(pane('Line-up A').getByLabelText('Add a company')).toBeTruthy());
    await user.click(pane('Line-up A').getByRole('button', { name: 'Compare with another' }));
    await user.selectOptions(pane('Line-up A').getByLabelText('Add a company'), nth(companyIds, 1));
    await user.selectOptions(pane('Line-up B').getByLabelText('Add a company'), nth(companyIds, 2));
    expect(pane('Line-up A').getByText('33 → 67 %')).toBeTruthy();
    expect(pane('Line-up B').getByText('33 → 100 %')).toBeTruthy();
    await user.click(pane('Line-up B').getByRole('button', { name: 'Put Line-up B away' }));
    expect(screen.queryByRole('article', { name: 'Line-up B' })).toBeNull();
  });

  test('says what is lost with a company that leaves, and that nobody leads', async () => {
    const { user } = show(WhatIf);
    await user.click(await screen.findByRole('button', { name: 'Try something' }));
    await user.click(pane('Line-up A').getByRole('button', { name: /Company 1/ }));
    expect(pane('Line-up A').getByText('33 → 0 %')).toBeTruthy();
    expect(pane('Line-up A').getByText('Loses Urban greening')).toBeTruthy();
    expect(pane('Line-up A').getByText('Nobody leads this line-up.')).toBeTruthy();
  });

  test('takes up what is tried from the list of who is missing', async () => {
    const { board, consortium, user } = show(PartnerSuggestions);
    renderWithBoard(board.live, WhatIf, { consortium });
    await user.click(await screen.findByRole('button', { name: 'Try Company 2 in the what-if' }));
    expect(pane('Line-up A').getByText('33 → 67 %')).toBeTruthy();
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'In the what-if' }).disabled).toBe(true);
  });
});

describe('the smallest line-ups', () => {
  const proposal: LineUpsResponse = {
    ...{ size: 6, nobody: [nth(needIds, 2)] },
    lineUps: [
      {
        ...{ share: 2 / 3, open: [nth(needIds, 2)], complete: true },
        members: [
          {
            ...{ company: nth(companyIds, 0), kept: true, alone: [nth(needIds, 0)] },
            covers: [{ need: nth(needIds, 0), level: 1, references: [], lacks: [] }],
          },
          {
            ...{ company: nth(companyIds, 1), kept: false, alone: [] },
            covers: [{ need: nth(needIds, 1), level: 2, references: [], lacks: [] }],
          },
        ],
      },
    ],
  };
  const proposed = async (answer: LineUpsResponse) => {
    const { workshop, consortium } = formed();
    const bodies: unknown[] = [];
    answers = (path, body) => {
      if (!path.endsWith('/line-ups')) return partnersAnswer(workshop, consortium);
      bodies.push(body);
      return answer;
    };
    const board = memoryBoard(workshop, lead);
    renderWithBoard(board.live, LineUpProposals, { challenge: challengeId, consortium });
    const user = userEvent.setup();
    await user.click(screen.getByRole('button', { name: 'Propose line-ups' }));
    return { bodies, board, consortium, user };
  };

  test('say who covers what, who is alone with it, who stays, and what nobody can', async () => {
    const { bodies } = await proposed(proposal);
    expect(await screen.findByText('2 companies, 67 % covered')).toBeTruthy();
    expect(screen.getByText('covers Urban greening: nobody else in it could')).toBeTruthy();
    expect(screen.getByText('covers Heat and shade')).toBeTruthy();
    expect(screen.getByText('stays')).toBeTruthy();
    expect(screen.getByText('Nobody in the workshop says that they can: Finance')).toBeTruthy();
    expect(bodies).toEqual([{ size: 6, keep: [nth(companyIds, 0)] }]);
  });

  test('can be tried', async () => {
    const { board, consortium, user } = await proposed(proposal);
    renderWithBoard(board.live, WhatIf, { consortium });
    await user.click(await screen.findByRole('button', { name: 'Try proposal 1 in the what-if' }));
    const tried = within(await screen.findByRole('article', { name: 'Line-up A' }));
    expect(tried.getByText('33 → 67 %')).toBeTruthy();
    expect(tried.getByText('With Company 2')).toBeTruthy();
  });

  test('say clearly where there is none', async () => {
    await proposed({ size: 6, lineUps: [], nobody: needIds });
    expect(await screen.findByText(/^There is no line-up/)).toBeTruthy();
  });
});

describe('who needs a company', () => {
  const needed = (actor: Person) => {
    const { workshop, consortium } = formed();
    const { around, challenge } = reckoned(workshop);
    const tables = [{ id: consortium, seating: workshop.consortium(consortium), open: true }];
    const company = nth(companyIds, 2);
    answers = () => neededBy(company, [{ ...challenge, id: challengeId, consortia: tables }], around);
    const opened: CardId[] = [];
    const onopen = (card: CardId) => void opened.push(card);
    renderWithBoard(memoryBoard(workshop, actor).live, NeededBy, { company, onopen });
    return { opened, consortium };
  };

  test('is told to its own people, in their words, with the way there', async () => {
    const { opened, consortium } = needed(third);
    expect(await screen.findByText('1 consortium needs you')).toBeTruthy();
    expect(screen.getAllByText('You can help with it')[0]).toBeTruthy();
    await userEvent.setup().click(screen.getByRole('button', { name: 'Open Cool streets' }));
    expect(opened).toEqual([consortium]);
  });

  test('is told to facilitators by its name', async () => {
    needed(facilitator);
    expect(await screen.findByText('1 consortium needs Company 3')).toBeTruthy();
  });

  test('is nothing for a rival', () => {
    needed(second);
    expect(document.body.textContent).not.toMatch(/consortium needs/);
    expect(asked).toEqual([]);
  });
});
