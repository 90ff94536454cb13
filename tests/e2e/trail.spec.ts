import { complaints } from '../world/axe.ts';
import { begins } from '../world/begin.ts';
import type { Onlooker } from '../world/browser.ts';
import { looksGood } from '../world/looks.ts';
import { boardIsOpen, card, founds, opensCard, panel, putsChallenge, takesSeat, writesNote } from '../world/onBoard.ts';
import type { RunningServer } from '../world/server.ts';
import { expect, test } from '../world/test.ts';
import { words } from '../world/words.ts';

let server: RunningServer;
test.beforeAll(({ sharedServer }) => {
  server = sharedServer;
});

const idea = 'Pipes that say where they leak';
const challenge = 'Dry cellars in the old town';

/** "First said by Aino (Nordvatten)", before the hour. */
const first = (who: string): string => words('trail_first', { who, time: '' }).replace(/, $/, '');

const steps = ({ page }: Onlooker) => page.getByRole('list', { name: words('trail_title') });

test('a note becomes a concept, a need and a seat, and all can see who had it first when it is gone', async ({
  sits,
}) => {
  const { code } = await begins(sits, server.url, 'Dry cellars');
  const city = await sits(server.url);
  await city.joinsAsGuest(code, { kind: 'city', name: 'Per', of: 'Malmö' });
  const firm = await sits(server.url);
  await firm.joinsAsGuest(code, { kind: 'company', name: 'Aino', of: 'Nordvatten' });
  await boardIsOpen(city, firm);
  const aino = words('trail_who', { name: 'Aino', organisation: 'Nordvatten' });

  await test.step('the company writes a note, and makes a concept of it by one key', async () => {
    await putsChallenge(city, { title: challenge, sector: 'adaptation_water', needs: [] });
    await writesNote(firm, idea, { across: 0.3, down: 0.7 });
    await firm.page.keyboard.press('Escape');
    await expect(card(firm, new RegExp(`^${words('board_kind_note')}`))).toBeFocused();
    await firm.page.keyboard.press('c');
    const beside = panel(firm, 'concept');
    await expect(beside.getByLabel(words('concept_title'), { exact: true })).toHaveValue(idea);
    await beside.getByLabel(words('concept_title'), { exact: true }).fill('Listening pipes');
    await expect(beside.getByText(first(aino))).toBeVisible();
    await looksGood(firm, 'desktop-concept');
  });

  await test.step('the city makes the concept a need of its challenge, from the panel', async () => {
    await opensCard(city, 'Listening pipes', 'concept');
    await panel(city, 'concept')
      .getByRole('button', { name: words('trail_make_need') })
      .click();
    const dialog = city.page.getByRole('dialog', { name: words('trail_need_title') });
    await dialog
      .getByRole('combobox', { name: words('trail_need_capability') })
      .fill(words('capability_leak_detection'));
    await city.page.keyboard.press('Enter');
    expect(await complaints(city.page), 'the dialog').toEqual([]);
    await dialog.getByRole('button', { name: words('trail_need_put') }).click();
    const beside = panel(city, 'challenge');
    await beside.getByText(first(aino)).click();
    await expect(steps(city).getByRole('button', { name: new RegExp(idea) })).toBeVisible();
    expect(await complaints(city.page), 'a need').toEqual([]);
  });

  await test.step('the company takes the seat, and the note tells of the whole way', async () => {
    await opensCard(firm, challenge, 'challenge');
    await expect(panel(firm, 'challenge').getByText(first(aino))).toBeVisible();
    await founds(firm, 'Cellar watch', 'Nordvatten');
    await takesSeat(firm, 'Listening pipes', 'Nordvatten');
    await card(firm, new RegExp(idea)).click();
    await firm.page.keyboard.press('Control+Enter');
    const way = steps(firm);
    await expect(way.getByRole('listitem')).toHaveCount(4);
    await expect(way.getByText(words('trail_held', { company: 'Nordvatten' }))).toBeVisible();
    await looksGood(firm, 'desktop-trail');
    await way.getByRole('button', { name: /Cellar watch/ }).click();
    await expect(panel(firm, 'consortium')).toBeVisible();
  });

  await test.step('the note is deleted, and it is still told who had it first, on a phone, too', async () => {
    await card(firm, new RegExp(`^${words('board_kind_note')}`)).click();
    await firm.page.keyboard.press('Delete');
    await expect(card(city, new RegExp(`^${words('board_kind_note')}`))).toHaveCount(0);
    const rival = await sits(server.url, { phone: true });
    await rival.joinsAsGuest(code, { kind: 'company', name: 'Kai', of: 'Vinterflod' });
    await rival.page.getByRole('button', { name: words('pages_tab_challenges'), exact: true }).click();
    await rival.page.getByRole('main').getByRole('button', { name: challenge }).click();
    await panel(rival, 'challenge').getByText(first(aino)).click();
    await expect(steps(rival).getByText(words('trail_gone_note'))).toBeVisible();
    await steps(rival)
      .getByRole('button', { name: /Listening pipes/ })
      .first()
      .click();
    await expect(panel(rival, 'concept')).toBeVisible();
    await expect(panel(rival, 'concept').getByText(first(aino))).toBeVisible();
    await looksGood(rival, 'phone-trail');
  });
});
