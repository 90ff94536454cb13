import { randomUUID } from 'node:crypto';
import { type Browser, type BrowserContext, expect, type Page } from '@playwright/test';
import {
  createWorkshop,
  joinAsGuest,
  type NewUser,
  organisationInput,
  password,
  register,
  type TestUser,
} from './people.ts';
import { message } from './messages.ts';

/** A person with a browser context of their own: own cookies and own storage. */
export class BrowserUser {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly url: string;

  constructor(page: Page, url: string) {
    this.page = page;
    this.context = page.context();
    this.url = url;
  }

  async goto(path: string): Promise<void> {
    await this.page.goto(`${this.url}${path}`);
  }

  /** Registers by the form, which ends at the list of workshops; returns the e-mail. */
  async register(user: NewUser): Promise<string> {
    const email = user.email ?? `${randomUUID()}@example.org`;
    await this.goto('/register');
    await this.#fillOrganisation(user);
    await this.page.getByLabel(message('account_name')).fill(user.name ?? 'Somebody');
    await this.page.getByLabel(message('account_email')).fill(email);
    await this.page.getByLabel(message('account_password'), { exact: true }).fill(password);
    await this.page.getByRole('button', { name: message('account_create') }).click();
    await this.page.waitForURL('**/workshops');
    return email;
  }

  async signIn(email: string, withPassword = password): Promise<void> {
    await this.goto('/sign-in');
    await this.page.getByLabel(message('account_email')).fill(email);
    await this.page.getByLabel(message('account_password'), { exact: true }).fill(withPassword);
    await this.page.getByRole('button', { name: message('account_sign_in'), exact: true }).click();
  }

  /** Creates a workshop from the list of workshops, which opens its board; returns the workshop's id. */
  async createWorkshop(title: string): Promise<string> {
    await this.page.getByLabel(message('pages_workshops_title')).fill(title);
    await this.page.getByRole('button', { name: message('pages_workshops_create') }).click();
    return this.#waitForWorkshop();
  }

  /** Types the code, and joins as a guest. */
  async joinAsGuest(code: string, user: NewUser): Promise<string> {
    await this.goto('/join');
    await this.page.getByLabel(message('account_code'), { exact: true }).fill(code);
    await this.page.getByRole('button', { name: message('pages_join_look') }).click();
    await this.page.getByLabel(message('account_name')).fill(user.name ?? 'A guest');
    await this.#fillOrganisation(user);
    await this.page.getByRole('button', { name: message('account_join'), exact: true }).click();
    return this.#waitForWorkshop();
  }

  /** As `register` and `createWorkshop`, over HTTP: for journeys that are about what comes after. */
  async createWorkshopOverHttp(title: string, user: NewUser): Promise<string> {
    const host = await register(this.url, user);
    const workshop = await createWorkshop(host, title);
    await this.signInAs(host);
    await this.goto(`/w/${workshop}`);
    return workshop;
  }

  /** As `joinAsGuest`, over HTTP: for journeys that are about what comes after. */
  async joinOverHttp(code: string, user: NewUser): Promise<string> {
    const guest = await joinAsGuest(this.url, code, user);
    await this.signInAs(guest);
    await this.goto(`/w/${guest.workshop}`);
    return guest.workshop;
  }

  /** Takes over the session of a user who has signed in over HTTP. */
  async signInAs({ cookie }: Pick<TestUser, 'cookie'>): Promise<void> {
    const [name = '', value = ''] = cookie.split('=');
    await this.context.addCookies([{ name, value, url: this.url }]);
  }

  /** Follows an invitation's link with an existing account. */
  async join(code: string, as: string): Promise<string> {
    await this.goto(`/join/${code}`);
    await this.page.getByRole('button', { name: message('account_join_as', { name: as }) }).click();
    return this.#waitForWorkshop();
  }

  /** Opens the demo from the start page, as the chosen persona. */
  async openDemoAs(organisation: string): Promise<void> {
    await this.goto('/');
    await this.page.getByRole('button', { name: message('pages_open_demo') }).click();
    await this.page.getByRole('dialog').getByRole('link', { name: organisation }).first().click();
    await this.#waitForWorkshop();
  }

  async #fillOrganisation(user: NewUser): Promise<void> {
    const { kind, name, country } = organisationInput(user);
    await this.page.getByRole('radio', { name: message(`account_kind_${kind}`) }).check();
    await this.page.getByLabel(message(`account_${kind}_name`), { exact: true }).fill(name);
    await this.page.getByLabel(message('account_country')).selectOption(country);
  }

  async #waitForWorkshop(): Promise<string> {
    await this.page.waitForURL(/\/w\/\w+/);
    return /\/w\/(\w+)/.exec(this.page.url())?.[1] ?? '';
  }
}

export interface ScreenOptions {
  readonly phone?: boolean;
  readonly dark?: boolean;
  readonly locale?: string;
  readonly reducedMotion?: boolean;
}

/** Opens a browser for a person. */
export const openBrowser = async (browser: Browser, url: string, options: ScreenOptions = {}): Promise<BrowserUser> => {
  const context = await browser.newContext({
    locale: options.locale ?? 'en-GB',
    colorScheme: options.dark ? 'dark' : 'light',
    reducedMotion: options.reducedMotion ? 'reduce' : 'no-preference',
    ...(options.phone
      ? { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 }
      : { viewport: { width: 1440, height: 900 } }),
  });
  return new BrowserUser(await context.newPage(), url);
};

/** The same person in another browser: with the session's cookies, and nothing else. */
export const openSecondBrowser = async (person: BrowserUser): Promise<BrowserUser> => {
  const browser = person.context.browser();
  if (!browser) throw new Error('Their context belongs to no browser');
  const again = await openBrowser(browser, person.url);
  await again.context.addCookies(await person.context.cookies());
  await again.page.goto(person.page.url());
  return again;
};

/** Expects that all of them see this on their screens in the end. */
export const expectVisible = async (text: string | RegExp, ...people: readonly BrowserUser[]): Promise<void> => {
  for (const { page } of people) await expect(page.getByText(text).first()).toBeVisible();
};
