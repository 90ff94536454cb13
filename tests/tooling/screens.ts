import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Browser, chromium } from '@playwright/test';
import { BoardExport } from '@brygga/shared/api/exports';
import { DemoOpened } from '@brygga/shared/api/workshops';
import { type BrowserUser, openBrowser, type ScreenOptions } from '../world/browser.ts';
import { openCard, openConsortium } from '../world/boardPage.ts';
import { invite, register, createWorkshop, sendRequest } from '../world/people.ts';
import { startServer } from '../world/server.ts';
import { message } from '../world/messages.ts';
import { chromiumArgs, findChromium } from './browser.ts';
import { buildProduct } from './build.ts';
import { runMain, root, log } from './process.ts';

const folder = join(root, 'test-results/screens');

/** What is pictured: how one gets there, and by which name the picture goes. */
type Shot = (person: BrowserUser, shoot: (name: string) => Promise<void>, options: ScreenOptions) => Promise<void>;

const settled = async ({ page }: BrowserUser): Promise<void> => {
  await page.waitForLoadState('networkidle');
  await page.evaluate(() => document.fonts.ready);
};

const openPages =
  (code: string): Shot =>
  async (person, shoot) => {
    const addresses = {
      start: '/',
      register: '/register',
      'sign-in': '/sign-in',
      join: `/join/${code}`,
      nothing: '/x/y',
    };
    for (const [name, path] of Object.entries(addresses)) {
      await person.goto(path);
      await shoot(name);
    }
    await person.goto('/register');
    await person.page.getByRole('button', { name: message('account_create') }).click();
    await shoot('register-wrong');
    await person.goto('/join/NOSUCHCODE');
    await person.page.getByRole('alert').waitFor();
    await shoot('join-wrong');
  };

const ownWorkshop: Shot = async (person, shoot) => {
  await person.register({ kind: 'host', name: 'Ida Lind', of: 'Öresund Cluster' });
  await shoot('workshops-none');
  await person.createWorkshop('Cool streets, spring 2027');
  await shoot('board-empty');
};

/** The demo's consortium, and what it answers. */
interface Cards {
  readonly consortium: string;
  readonly challenge: string;
}

const cardsOf = async (person: BrowserUser, id: string, as: string): Promise<Cards> => {
  const answer = await person.context.request.get(`${person.url}/api/workshops/${id}/exports/board.json?as=${as}`);
  const { cards } = BoardExport.parse(await answer.json());
  const consortium = cards.find((card) => card.kind === 'consortium');
  if (!consortium) throw new Error('The demo has no consortium.');
  return { consortium: consortium.id, challenge: consortium.challenge };
};

/** The pages beside the board, each as those see it who have most to do there; all of it, however long it is. */
const besideBoard =
  (id: string, people: { facilitator: string; city: string; company: string; lead: string }, cards: Cards): Shot =>
  async (person, shoot) => {
    const pages = [
      ['company', 'company'],
      ['company', 'facilitator'],
      ['questions', 'company'],
      ['questions', 'city'],
      ['questions', 'facilitator'],
      ['activity', 'facilitator'],
      ['drafts', 'city'],
      ['library', 'city'],
      [`partners/${cards.consortium}`, 'lead'],
      [`pitch/${cards.consortium}`, 'facilitator'],
      [`rooms/${cards.consortium}`, 'lead'],
      ['interest', 'lead'],
      [`judging/${cards.challenge}`, 'city'],
    ] as const;
    for (const [part, as] of pages) {
      await person.goto(`/w/${id}/${part}?as=${people[as]}`);
      await person.page.getByRole('heading', { level: 1 }).first().waitFor();
      await settled(person);
      const size = person.page.viewportSize();
      const whole = await person.page.locator('main').evaluate((main) => main.scrollHeight);
      if (size) await person.page.setViewportSize({ ...size, height: Math.max(size.height, whole + 140) });
      await shoot(`demo-${part.replace(/\/.*/, '')}-${as}`);
      if (size) await person.page.setViewportSize(size);
    }
  };

/** A visitor's demo, looked at as the first of each sort. */
const demo: Shot = async (person, shoot, options) => {
  await person.goto('/');
  await person.page.getByRole('button', { name: message('pages_open_demo') }).click();
  await person.page.getByRole('dialog').waitFor();
  await shoot('demo-whom');
  const answer = await person.context.request.post(`${person.url}/api/demo`, {
    data: {},
    headers: { origin: person.url },
  });
  const { id, personas } = DemoOpened.parse(await answer.json());
  const facilitator = personas.find(({ role }) => role === 'facilitator');
  const city = personas.find(({ organisation }) => organisation.kind === 'city');
  const company = personas.find(({ organisation }) => organisation.kind === 'company');

  const looksAs = async (name: string, persona: string | undefined): Promise<void> => {
    await person.goto(`/w/${id}?as=${persona ?? ''}`);
    await person.page.getByRole('banner').waitFor();
    await settled(person);
    await shoot(`demo-${name}`);
  };
  await looksAs('facilitator', facilitator?.id);
  await looksAs('city', city?.id);
  await looksAs('company', company?.id);
  if (options.phone) {
    for (const tab of ['now', 'challenges', 'board', 'us', 'people']) {
      await person.page.getByRole('button', { name: message(`pages_tab_${tab}`), exact: true }).click();
      await shoot(`demo-phone-${tab}`);
    }
    await person.page.getByRole('button', { name: message('pages_tab_challenges'), exact: true }).click();
    await person.page.getByRole('main').getByRole('listitem').getByRole('button').first().click();
    await shoot('demo-phone-challenge');
  } else {
    await openCard(person, 'Schoolyards that stay cool in June', 'challenge');
    await shoot('demo-challenge');
    await openConsortium(person, 'Cool Yards');
    await shoot('demo-consortium');
    await person.page.keyboard.press('Escape');
    await person.page.getByRole('button', { name: message('pages_menu'), exact: true }).click();
    await person.page.getByRole('menuitem', { name: message('pages_menu_outline') }).click();
    await shoot('demo-outline');
  }
  if (facilitator && city && company) {
    const lead = personas.find(({ organisation }) => organisation.name === 'Skuggholm & Segel') ?? company;
    const people = { facilitator: facilitator.id, city: city.id, company: company.id, lead: lead.id };
    await besideBoard(id, people, await cardsOf(person, id, facilitator.id))(person, shoot, options);
  }
  await person.goto(`/w/${id}/wall?as=${facilitator?.id ?? ''}`);
  await settled(person);
  await shoot('demo-wall');
};

const shootAll = async (browser: Browser, url: string, code: string, options: ScreenOptions): Promise<void> => {
  const suffix = `${options.phone ? 'phone' : 'desktop'}-${options.dark ? 'dark' : 'light'}`;
  for (const shot of [openPages(code), ownWorkshop, demo]) {
    const person = await openBrowser(browser, url, options);
    const shoot = async (name: string) => {
      await settled(person);
      await person.page.screenshot({ path: join(folder, `${name}-${suffix}.png`), animations: 'disabled' });
    };
    try {
      await shot(person, shoot, options);
    } finally {
      await person.context.close();
    }
  }
  log(`pictured everything on a ${suffix}`);
};

await runMain(async () => {
  await buildProduct();
  const server = await startServer();
  const browser = await chromium.launch({ executablePath: await findChromium(), args: [...chromiumArgs] });
  try {
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    const host = await register(server.url, { kind: 'host', name: 'Ida Lind', of: 'Öresund Cluster' });
    const code = await invite(host, await createWorkshop(host, 'Cool streets, spring 2027'));
    if ((await sendRequest(server.url, 'GET', '/readyz')).status !== 200) throw new Error('the server is not ready.');
    for (const phone of [false, true]) {
      for (const dark of [false, true]) await shootAll(browser, server.url, code, { phone, dark });
    }
    log(`the pictures lie in ${folder}`);
  } finally {
    await browser.close();
    await server.stop();
  }
  return 0;
});
