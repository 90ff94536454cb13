import { companyPeople, needIds, newWorkshop, nth } from '@brygga/shared/testing/workshop';
import { describe, expect, test } from 'vitest';
import { diffConsortium } from './consortiumDiff.ts';

const [first, second] = [nth(companyPeople, 0), nth(companyPeople, 1)];

const begun = () => {
  const workshop = newWorkshop();
  const id = workshop.founded();
  let before = workshop.consortium(id);
  return {
    ask(name: Parameters<typeof workshop.ask>[0], fields: object, actor = first) {
      workshop.ask(name, { consortium: id, ...fields }, actor);
    },
    /** Somebody claims a seat, and the lead agrees. */
    seated(person: typeof first, seat: number) {
      const claim = { need: nth(needIds, seat), claimant: nth(person.organisations, 0).id };
      this.ask('seat.take', claim, person);
      this.ask('seat.agree', claim, first);
    },
    /** What has been decided since it was asked last. */
    news() {
      const after = workshop.consortium(id);
      const news = diffConsortium(before, after).map((it) => it.fact);
      before = after;
      return news;
    },
  };
};

describe('what has been decided at a table since', () => {
  test('a claim is told, and what the lead makes of it', () => {
    const table = begun();
    const claim = { need: nth(needIds, 1), claimant: nth(second.organisations, 0).id };
    table.ask('seat.take', claim, second);
    expect(table.news()).toEqual(['seat.claimed']);
    table.ask('seat.decline', claim, first);
    expect(table.news()).toEqual(['claim.ended']);
  });

  test('a company that comes with a seat is told as taking it', () => {
    const table = begun();
    table.seated(second, 1);
    expect(table.news()).toEqual(['seat.taken']);
  });

  test('a seat that passes from one to another is left and taken', () => {
    const table = begun();
    table.ask('seat.take', { need: nth(needIds, 0) }, first);
    table.news();
    table.ask('seat.leave', { need: nth(needIds, 0) }, first);
    table.seated(second, 0);
    expect(table.news()).toEqual(['seat.freed', 'seat.taken']);
  });

  test('who withdraws is told as withdrawing, not seat by seat', () => {
    const table = begun();
    table.seated(second, 0);
    table.seated(second, 1);
    table.news();
    table.ask('member.withdraw', {}, second);
    expect(table.news()).toEqual(['member.withdrawn']);
  });

  test('a commitment that seals the consortium is told with it, and one that is lost reopens it', () => {
    const table = begun();
    for (const need of needIds.slice(0, 2)) table.ask('seat.take', { need }, first);
    table.news();
    table.ask('member.commit', {}, first);
    expect(table.news()).toEqual(['member.committed', 'consortium.committed']);
    table.ask('seat.leave', { need: nth(needIds, 0) }, first);
    expect(table.news()).toEqual(['seat.freed', 'member.uncommitted', 'consortium.reopened']);
  });

  test('the lead that is handed over is told, and a table where nothing happened has no news', () => {
    const table = begun();
    table.seated(second, 0);
    table.news();
    table.ask('lead.hand', { to: nth(second.organisations, 0).id }, first);
    expect(table.news()).toEqual(['lead.handed']);
    expect(table.news()).toEqual([]);
  });
});
