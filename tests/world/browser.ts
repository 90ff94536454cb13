import { randomUUID } from 'node:crypto';
import { type Browser, type BrowserContext, expect, type Page } from '@playwright/test';
import { type Newcomer, organisationOf, password } from './people.ts';
import { words } from './words.ts';

/** Somebody in front of a screen of their own: a browser context, with its own cookies and storage. */
export class Onlooker {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly url: string;

  constructor(page: Page, url: string) {
    this.page = page;
    this.context = page.context();
    this.url = url;
  }

  async opens(path: string): Promise<void> {
    await this.page.goto(`${this.url}${path}`);
  }

  /** Signs up by the form, and stands before the list of workshops. Gives the e-mail. */
  async registers(who: Newcomer): Promise<string> {
    const email = who.email ?? `${randomUUID()}@example.org`;
    await this.opens('/register');
    await this.#saysWhereFrom(who);
    await this.page.getByLabel(words('account_name')).fill(who.name ?? 'Somebody');
    await this.page.getByLabel(words('account_email')).fill(email);
    await this.page.getByLabel(words('account_password'), { exact: true }).fill(password);
    await this.page.getByRole('button', { name: words('account_create') }).click();
    await this.page.waitForURL('**/workshops');
    return email;
  }

  async signsIn(email: string, withPassword = password): Promise<void> {
    await this.opens('/sign-in');
    await this.page.getByLabel(words('account_email')).fill(email);
    await this.page.getByLabel(words('account_password'), { exact: true }).fill(withPassword);
    await this.page.getByRole('button', { name: words('account_sign_in'), exact: true }).click();
  }

  /** From the list of workshops to the open board; gives the workshop's id. */
  async createsWorkshop(title: string): Promise<string> {
    await this.page.getByLabel(words('pages_workshops_title')).fill(title);
    await this.page.getByRole('button', { name: words('pages_workshops_create') }).click();
    return this.#isInWorkshop();
  }

  /** Types the code as it stands on the wall, and comes in as a guest. */
  async joinsAsGuest(code: string, who: Newcomer): Promise<string> {
    await this.opens('/join');
    await this.page.getByLabel(words('account_code'), { exact: true }).fill(code);
    await this.page.getByRole('button', { name: words('pages_join_look') }).click();
    await this.page.getByLabel(words('account_name')).fill(who.name ?? 'A guest');
    await this.#saysWhereFrom(who);
    await this.page.getByRole('button', { name: words('account_join'), exact: true }).click();
    return this.#isInWorkshop();
  }

  /** Follows the invitation's link with the account that they have. */
  async joins(code: string, as: string): Promise<string> {
    await this.opens(`/join/${code}`);
    await this.page.getByRole('button', { name: words('account_join_as', { name: as }) }).click();
    return this.#isInWorkshop();
  }

  /** One click on the start page, and the choice of whom to look as. */
  async opensDemoAs(organisation: string): Promise<void> {
    await this.opens('/');
    await this.page.getByRole('button', { name: words('pages_open_demo') }).click();
    await this.page.getByRole('dialog').getByRole('link', { name: organisation }).first().click();
    await this.#isInWorkshop();
  }

  async #saysWhereFrom(who: Newcomer): Promise<void> {
    const { kind, name, country } = organisationOf(who);
    await this.page.getByRole('radio', { name: words(`account_kind_${kind}`) }).check();
    await this.page.getByLabel(words(`account_${kind}_name`), { exact: true }).fill(name);
    await this.page.getByLabel(words('account_country')).selectOption(country);
  }

  async #isInWorkshop(): Promise<string> {
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

/** Sits somebody down at a screen. */
export const sitsDown = async (browser: Browser, url: string, options: ScreenOptions = {}): Promise<Onlooker> => {
  const context = await browser.newContext({
    locale: options.locale ?? 'en-GB',
    colorScheme: options.dark ? 'dark' : 'light',
    reducedMotion: options.reducedMotion ? 'reduce' : 'no-preference',
    ...(options.phone
      ? { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 }
      : { viewport: { width: 1440, height: 900 } }),
  });
  return new Onlooker(await context.newPage(), url);
};

/** The same person at another screen: the session, and nothing else that the first browser keeps. */
export const sitsDownAgain = async (person: Onlooker): Promise<Onlooker> => {
  const browser = person.context.browser();
  if (!browser) throw new Error('Their context belongs to no browser');
  const again = await sitsDown(browser, person.url);
  await again.context.addCookies(await person.context.cookies());
  await again.page.goto(person.page.url());
  return again;
};

/** Stands for "they see this on their screen", whoever they are and however long it takes to come. */
export const see = async (text: string | RegExp, ...people: readonly Onlooker[]): Promise<void> => {
  for (const { page } of people) await expect(page.getByText(text).first()).toBeVisible();
};
