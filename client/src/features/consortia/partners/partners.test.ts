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
  nth,
} from '@brygga/shared/testing/fixtures';
import { newWorkshop, type Workshop } from '@brygga/shared/testing/workshop';
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

const putOffer = (workshop: Workshop, which: number, capabilities: readonly CapabilityId[]) =>
  putCard(workshop.doc, idOf(CardId, 'offer', which + 1), {
    kind: 'offer',
    company: nth(companyIds, which),
    title: `Offer ${which + 1}`,
    capabilities: [...capabilities],
    x: 0,
    y: 400,
    w: 200,
    h: 120,
    order: `b${which}`,
    createdBy: nth(companyPeople, which).id,
    createdAt: 1,
  });

/** Company 1 leads a consortium and holds the greening seat; all companies have offers. */
const formConsortium = (capabilityLists = offers) => {
  const workshop = newWorkshop();
  const consortium = workshop.foundConsortium(0, 'Cool streets');
  workshop.execute('seat.take', { consortium, need: nth(needIds, 0) }, lead);
  capabilityLists.forEach((capabilities, which) => putOffer(workshop, which, capabilities));
  return { workshop, consortium };
};

let respond: (path: string, body: unknown) => object | undefined | Promise<object>;
const requestedPaths: string[] = [];
beforeEach(() => {
  requestedPaths.length = 0;
  // Who may read what is for the server's tests.
  vi.stubGlobal('fetch', async (path: string, { body }: RequestInit) => {
    requestedPaths.push(path);
    const found = await respond(path, typeof body === 'string' ? JSON.parse(body) : undefined);
    if (!found) throw new TypeError('no network');
    return new Response(JSON.stringify(found));
  });
});
afterEach(() => vi.unstubAllGlobals());

/** The server's partner search over the offers on this board. */
const searchPartners = ({ board }: Workshop, capabilityLists = offers) => {
  const card = board.challenge(challengeId);
  if (!card) throw new Error('the challenge is gone');
  const fitCompany = (capabilities: readonly CapabilityId[]) =>
    fitCompanyFrom('SE', [{ capabilities: [...capabilities], claims: [], references: [] }]);
  const companies = new Map(
    capabilityLists.map((capabilities, which) => [nth(companyIds, which), fitCompany(capabilities)]),
  );
  const city = { country: 'SE', languages: [] };
  const context: PartnerContext = { companies, vault: noVaultRelations, ownCompanies: [], consortiumCount: () => 0 };
  return { context, challenge: { needs: card.needs, city, abilities: abilitiesOf(companies, city, card.needs) } };
};
const partnersResponse = (workshop: Workshop, consortium: CardId, capabilityLists = offers): PartnersResponse => {
  const { context, challenge } = searchPartners(workshop, capabilityLists);
  const abilities = [...challenge.abilities].map(([company, byNeed]) => [company, Object.fromEntries(byNeed)]);
  return {
    partners: nextPartners(challenge, workshop.consortium(consortium), context),
    abilities: Object.fromEntries(abilities),
  };
};

const renderPart = (
  component: typeof PartnerSuggestions | typeof WhatIf | typeof Findings | typeof CoverageMatrix,
  actor: Person = lead,
) => {
  const { workshop, consortium } = formConsortium();
  respond = () => partnersResponse(workshop, consortium);
  const board = memoryBoard(workshop, actor);
  renderWithBoard(board.live, component, { consortium });
  return { workshop, consortium, board, user: userEvent.setup() };
};

describe('partner suggestions', () => {
  test('list who improves coverage most, by how much, and why', async () => {
    renderPart(PartnerSuggestions);
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

  test('are requested once for all views, and again when a seat is taken', async () => {
    const { workshop, consortium, board } = renderPart(PartnerSuggestions);
    await screen.findByText('Company 2');
    renderWithBoard(board.live, Findings, { consortium });
    expect(requestedPaths).toHaveLength(1);
    workshop.execute('seat.take', { consortium, need: nth(needIds, 1) }, lead);
    await waitFor(() => expect(screen.queryByText('Company 2')).toBeNull());
    expect(requestedPaths).toHaveLength(2);
  });

  test('ignore a late response to an earlier request', async () => {
    const { workshop, consortium } = formConsortium();
    const late = Promise.withResolvers<object>();
    const before = partnersResponse(workshop, consortium);
    respond = () => late.promise;
    renderWithBoard(memoryBoard(workshop, lead).live, PartnerSuggestions, { consortium });
    await waitFor(() => expect(requestedPaths).toHaveLength(1));
    respond = () => partnersResponse(workshop, consortium);
    workshop.execute('seat.take', { consortium, need: nth(needIds, 1) }, lead);
    await screen.findByText('Company 3');
    late.resolve(before);
    await late.promise;
    // The response is read within one turn of the event loop.
    await new Promise((resolve) => setTimeout(resolve));
    expect(screen.queryByText('Company 2')).toBeNull();
  });

  test('say that nobody could cover an open need', async () => {
    const { workshop, consortium } = formConsortium([['urban_greening'], [], []]);
    respond = () => partnersResponse(workshop, consortium, [['urban_greening'], [], []]);
    renderWithBoard(memoryBoard(workshop, lead).live, PartnerSuggestions, { consortium });
    expect(await screen.findByText(/Heat and shade and Finance\. Whom could you invite\?/)).toBeTruthy();
  });

  test('can be requested again when the server was unreachable', async () => {
    const { workshop, consortium } = formConsortium();
    respond = () => undefined;
    renderWithBoard(memoryBoard(workshop, lead).live, PartnerSuggestions, { consortium });
    await screen.findByRole('alert');
    respond = () => partnersResponse(workshop, consortium);
    await userEvent.setup().click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('Company 3')).toBeTruthy();
  });

  test.each([
    ['another company', second],
    ['a city', cityPerson],
  ])('are not requested for %s', (_who, actor) => {
    renderPart(PartnerSuggestions, actor);
    expect(screen.getByText(/The companies of this consortium, and facilitators/)).toBeTruthy();
    expect(requestedPaths).toEqual([]);
  });
});

describe('the findings', () => {
  test('say what is missing, and what depends on one company', async () => {
    renderPart(Findings);
    const gaps = screen.getByRole('group', { name: 'Gaps' });
    expect(within(gaps).getByText(/^Heat and shade: nobody/)).toBeTruthy();
    const alone = screen.getByRole('group', { name: 'Hangs on one company' });
    expect(within(alone).getByText('Urban greening: if Company 1 leaves, nobody here can take over')).toBeTruthy();
  });

  test('follow the seats, for a city too, by the offers it sees', async () => {
    const { workshop, consortium } = renderPart(Findings, cityPerson);
    workshop.execute('seat.take', { consortium, need: nth(needIds, 1) }, second);
    expect(await screen.findByText(/^Heat and shade: claimed by Company 2/)).toBeTruthy();
    expect(requestedPaths).toEqual([]);
  });
});

describe('the matrix', () => {
  test('is a table of needs and companies that a keyboard can scroll', () => {
    const { workshop, consortium } = formConsortium();
    workshop.execute('seat.take', { consortium, need: nth(needIds, 1) }, lead);
    respond = () => partnersResponse(workshop, consortium);
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

  test('shows what a company would bring, and decides nothing', async () => {
    const { workshop, consortium, user } = renderPart(WhatIf);
    const before = JSON.stringify(workshop.contents());
    await user.click(await screen.findByRole('button', { name: 'Try something' }));
    await waitFor(() => expect(pane('Line-up A').getByLabelText('Add a company')).toBeTruthy());
    await user.selectOptions(pane('Line-up A').getByLabelText('Add a company'), nth(companyIds, 2));
    expect(pane('Line-up A').getByText('33 → 100 %')).toBeTruthy();
    expect(pane('Line-up A').getByText('Gains Heat and shade and Finance')).toBeTruthy();
    await user.selectOptions(pane('Line-up A').getByLabelText(/^Finance/), 'nobody');
    expect(pane('Line-up A').getByText('33 → 67 %')).toBeTruthy();
    expect(JSON.stringify(workshop.contents())).toBe(before);
    expect(workshop.consortium(consortium).members[nth(companyIds, 2)]).toBeUndefined();
  });

  test('compares two line-ups', async () => {
    const { user } = renderPart(WhatIf);
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

  test('says what is lost with a company, and that nobody leads', async () => {
    const { user } = renderPart(WhatIf);
    await user.click(await screen.findByRole('button', { name: 'Try something' }));
    await user.click(pane('Line-up A').getByRole('button', { name: /Company 1/ }));
    expect(pane('Line-up A').getByText('33 → 0 %')).toBeTruthy();
    expect(pane('Line-up A').getByText('Loses Urban greening')).toBeTruthy();
    expect(pane('Line-up A').getByText('Nobody leads this line-up.')).toBeTruthy();
  });

  test('tries a company from the suggestions', async () => {
    const { board, consortium, user } = renderPart(PartnerSuggestions);
    renderWithBoard(board.live, WhatIf, { consortium });
    await user.click(await screen.findByRole('button', { name: 'Try Company 2 in the what-if' }));
    expect(pane('Line-up A').getByText('33 → 67 %')).toBeTruthy();
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'In the what-if' }).disabled).toBe(true);
  });
});

describe('proposed line-ups', () => {
  const proposal: LineUpsResponse = {
    size: 6,
    nobody: [nth(needIds, 2)],
    lineUps: [
      {
        share: 2 / 3,
        open: [nth(needIds, 2)],
        complete: true,
        members: [
          {
            company: nth(companyIds, 0),
            kept: true,
            alone: [nth(needIds, 0)],
            covers: [{ need: nth(needIds, 0), level: 1, references: [], lacks: [] }],
          },
          {
            company: nth(companyIds, 1),
            kept: false,
            alone: [],
            covers: [{ need: nth(needIds, 1), level: 2, references: [], lacks: [] }],
          },
        ],
      },
    ],
  };
  const propose = async (response: LineUpsResponse) => {
    const { workshop, consortium } = formConsortium();
    const bodies: unknown[] = [];
    respond = (path, body) => {
      if (!path.endsWith('/line-ups')) return partnersResponse(workshop, consortium);
      bodies.push(body);
      return response;
    };
    const board = memoryBoard(workshop, lead);
    renderWithBoard(board.live, LineUpProposals, { challenge: challengeId, consortium });
    const user = userEvent.setup();
    await user.click(screen.getByRole('button', { name: 'Propose line-ups' }));
    return { bodies, board, consortium, user };
  };

  test('say who covers what, who stays, and what nobody can', async () => {
    const { bodies } = await propose(proposal);
    expect(await screen.findByText('2 companies, 67 % covered')).toBeTruthy();
    expect(screen.getByText('covers Urban greening: nobody else in it could')).toBeTruthy();
    expect(screen.getByText('covers Heat and shade')).toBeTruthy();
    expect(screen.getByText('stays')).toBeTruthy();
    expect(screen.getByText('Nobody in the workshop says that they can: Finance')).toBeTruthy();
    expect(bodies).toEqual([{ size: 6, keep: [nth(companyIds, 0)] }]);
  });

  test('can be tried', async () => {
    const { board, consortium, user } = await propose(proposal);
    renderWithBoard(board.live, WhatIf, { consortium });
    await user.click(await screen.findByRole('button', { name: 'Try proposal 1 in the what-if' }));
    const tried = within(await screen.findByRole('article', { name: 'Line-up A' }));
    expect(tried.getByText('33 → 67 %')).toBeTruthy();
    expect(tried.getByText('With Company 2')).toBeTruthy();
  });

  test('say that there is none', async () => {
    await propose({ size: 6, lineUps: [], nobody: needIds });
    expect(await screen.findByText(/^There is no line-up/)).toBeTruthy();
  });
});

describe('who needs a company', () => {
  const renderNeededBy = (actor: Person) => {
    const { workshop, consortium } = formConsortium();
    const { context, challenge } = searchPartners(workshop);
    const consortia = [{ id: consortium, seating: workshop.consortium(consortium), open: true }];
    const company = nth(companyIds, 2);
    respond = () => neededBy(company, [{ ...challenge, id: challengeId, consortia }], context);
    const opened: CardId[] = [];
    const onopen = (card: CardId) => void opened.push(card);
    renderWithBoard(memoryBoard(workshop, actor).live, NeededBy, { company, onopen });
    return { opened, consortium };
  };

  test('is shown to its own people, with links', async () => {
    const { opened, consortium } = renderNeededBy(third);
    expect(await screen.findByText('1 consortium needs you')).toBeTruthy();
    expect(screen.getAllByText('You can help with it')[0]).toBeTruthy();
    await userEvent.setup().click(screen.getByRole('button', { name: 'Open Cool streets' }));
    expect(opened).toEqual([consortium]);
  });

  test('is shown to facilitators with its name', async () => {
    renderNeededBy(facilitator);
    expect(await screen.findByText('1 consortium needs Company 3')).toBeTruthy();
  });

  test('is not shown to another company', () => {
    renderNeededBy(second);
    expect(document.body.textContent).not.toMatch(/consortium needs/);
    expect(requestedPaths).toEqual([]);
  });
});
