import { circleName, circleOfCity } from '@brygga/shared/document/circles';
import { cardsOf } from '@brygga/shared/document/cards/index';
import type { CardId, WorkshopId } from '@brygga/shared/ids';
import * as Y from 'yjs';
import { stockClient, type StockClient } from '../../interop/stockClient.ts';
import { briefEditor } from '../../world/briefPage.ts';
import type { BrowserUser } from '../../world/browser.ts';
import { message } from '../../world/messages.ts';
import { joinAsGuest, type TestGuest } from '../../world/people.ts';
import { startWorkshop } from '../../world/startWorkshop.ts';
import { expect, type OpenBrowser, test } from '../../world/test.ts';

/** A draft's brief, before its writer in a browser and before a client of a newer version. */
interface Draft {
  readonly officer: BrowserUser;
  readonly newer: StockClient;
  /** The brief as the newer client has it. */
  brief(): Y.XmlFragment;
}

const openDraft = async (openBrowser: OpenBrowser, url: string): Promise<Draft> => {
  const { code } = await startWorkshop(openBrowser, url, 'Cool schoolyards');
  const guest: TestGuest = await joinAsGuest(url, code, { kind: 'city', name: 'Astrid', of: 'Malmö' });
  const officer = await openBrowser(url);
  await officer.signInAs(guest);
  await officer.goto(`/w/${guest.workshop}/drafts`);
  await officer.page.getByLabel(message('city_drafts_new_title')).fill('Schoolyards that stay cool');
  await officer.page.getByRole('button', { name: message('city_drafts_new') }).click();
  await officer.page.waitForURL('**/drafts/*');
  await expect(briefEditor(officer)).toBeVisible();
  const card = new URL(officer.page.url()).pathname.split('/').at(-1) as CardId;
  const circle = circleName(circleOfCity(await organisationOf(officer, guest.workshop)));
  // The name of another circle's document lies below the workshop's.
  const newer = stockClient(guest, `${guest.workshop}/${circle}` as WorkshopId);
  const brief = () => {
    const fragment = cardsOf(newer.doc).get(card)?.get('brief');
    if (!(fragment instanceof Y.XmlFragment)) throw new Error('The draft has no brief');
    return fragment;
  };
  await newer.until('the draft', () => cardsOf(newer.doc).has(card));
  return { officer, newer, brief };
};

const organisationOf = async ({ page }: BrowserUser, workshop: string) => {
  const detail: { me: { organisations: { id: Parameters<typeof circleOfCity>[0] }[] } } = await page.evaluate(
    async (id) => (await fetch(`/api/workshops/${id}`)).json(),
    workshop,
  );
  const [own] = detail.me.organisations;
  if (!own) throw new Error('Somebody without an organisation');
  return own.id;
};

/** A block and a mark that this version's editor doesn't know. */
const insertNewerParts = (brief: Y.XmlFragment): void => {
  const callout = new Y.XmlElement('callout');
  callout.insert(0, [new Y.XmlText('Mind the step')]);
  const paragraph = new Y.XmlElement('paragraph');
  const marked = new Y.XmlText();
  marked.insert(0, 'Brightly', { highlight: { colour: 'mint' } });
  paragraph.insert(0, [marked]);
  brief.insert(0, [callout, paragraph]);
};

const newerParts = [
  '<callout>Mind the step</callout>',
  '<paragraph><highlight colour="mint">Brightly</highlight></paragraph>',
];

test('P6: parts of a newer version that arrive in an open brief are shown, and survive what is typed beside them', async ({
  sharedServer,
  openBrowser,
}) => {
  const { officer, newer, brief } = await openDraft(openBrowser, sharedServer.url);
  await briefEditor(officer).click();
  await officer.page.keyboard.type('Ours');
  await newer.until('the first text', () => brief().toString().includes('Ours'));

  insertNewerParts(brief());
  await expect(briefEditor(officer)).toContainText('Mind the step');
  await expect(briefEditor(officer)).toContainText('Brightly');
  await expect(officer.page.getByText(message('brief_newer_parts'))).toBeVisible();
  await briefEditor(officer).getByText('Ours').click();
  await officer.page.keyboard.press('End');
  await officer.page.keyboard.type(', still');
  await newer.until('the later text', () => brief().toString().includes('Ours, still'));
  expect(brief().toArray().map(String).slice(0, 2)).toEqual(newerParts);
  newer.close();
});

test('P6: opening a brief with parts of a newer version changes nothing', async ({ sharedServer, openBrowser }) => {
  const { officer, newer, brief } = await openDraft(openBrowser, sharedServer.url);
  const address = officer.page.url();
  await officer.goto('/workshops');
  insertNewerParts(brief());

  await officer.page.goto(address);
  await expect(briefEditor(officer)).toContainText('Mind the step');
  await briefEditor(officer).click();
  expect(brief().toArray().map(String).slice(0, 2)).toEqual(newerParts);
  newer.close();
});

test('P6: a page that is older than the server’s build reads only, and offers to reload', async ({
  sharedServer,
  openBrowser,
}) => {
  const { officer, newer, brief } = await openDraft(openBrowser, sharedServer.url);
  const { page } = officer;
  const current = await page.evaluate(async () => (await fetch('/')).text());
  // A newer build has another name of its first script.
  await page.route(`${sharedServer.url}/`, (route) =>
    route.fulfill({ contentType: 'text/html', body: current.replace(/assets\/index-\w+/, 'assets/index-newer') }),
  );
  insertNewerParts(brief());

  await expect(page.getByText(message('brief_newer_read_only'))).toBeVisible();
  await expect(page.getByText('Mind the step')).toBeVisible();
  await expect(briefEditor(officer)).toBeHidden();
  await expect(page.getByRole('button', { name: message('pages_reload') })).toBeVisible();
  expect(brief().toArray().map(String).slice(0, 2)).toEqual(newerParts);
  newer.close();
});
