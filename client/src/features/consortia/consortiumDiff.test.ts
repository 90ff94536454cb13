import { companyPeople, needIds, nth } from '@brygga/shared/testing/fixtures';
import { newWorkshop } from '@brygga/shared/testing/workshop';
import { describe, expect, test } from 'vitest';
import { diffConsortium } from './consortiumDiff.ts';

const [first, second] = [nth(companyPeople, 0), nth(companyPeople, 1)];

/** A consortium whose decisions are observed. */
const observeConsortium = () => {
  const workshop = newWorkshop();
  const id = workshop.foundConsortium();
  let before = workshop.consortium(id);
  return {
    execute(name: Parameters<typeof workshop.execute>[0], fields: object, actor = first) {
      workshop.execute(name, { consortium: id, ...fields }, actor);
    },
    /** A company claims a seat, and the lead agrees. */
    takeSeat(person: typeof first, seat: number) {
      const claim = { need: nth(needIds, seat), claimant: nth(person.organisations, 0).id };
      this.execute('seat.take', claim, person);
      this.execute('seat.agree', claim, first);
    },
    /** Facts since the last call. */
    factsSince() {
      const after = workshop.consortium(id);
      const facts = diffConsortium(before, after).map(({ kind }) => kind);
      before = after;
      return facts;
    },
  };
};

describe('the difference between two views of a consortium', () => {
  test('has a claim, and its end when the lead declines', () => {
    const consortium = observeConsortium();
    const claim = { need: nth(needIds, 1), claimant: nth(second.organisations, 0).id };
    consortium.execute('seat.take', claim, second);
    expect(consortium.factsSince()).toEqual(['seat.claimed']);
    consortium.execute('seat.decline', claim, first);
    expect(consortium.factsSince()).toEqual(['claim.ended']);
  });

  test('has a taken seat and not the joining that comes with it', () => {
    const consortium = observeConsortium();
    consortium.takeSeat(second, 1);
    expect(consortium.factsSince()).toEqual(['seat.taken']);
  });

  test('has a freed and a taken seat when the holder changes', () => {
    const consortium = observeConsortium();
    consortium.execute('seat.take', { need: nth(needIds, 0) }, first);
    consortium.factsSince();
    consortium.execute('seat.leave', { need: nth(needIds, 0) }, first);
    consortium.takeSeat(second, 0);
    expect(consortium.factsSince()).toEqual(['seat.freed', 'seat.taken']);
  });

  test('has the withdrawal and not the seats that it frees', () => {
    const consortium = observeConsortium();
    consortium.takeSeat(second, 0);
    consortium.takeSeat(second, 1);
    consortium.factsSince();
    consortium.execute('member.withdraw', {}, second);
    expect(consortium.factsSince()).toEqual(['member.withdrawn']);
  });

  test('has the consortium’s commitment with the last member’s, and its reopening', () => {
    const consortium = observeConsortium();
    for (const need of needIds.slice(0, 2)) consortium.execute('seat.take', { need }, first);
    consortium.factsSince();
    consortium.execute('member.commit', {}, first);
    expect(consortium.factsSince()).toEqual(['member.committed', 'consortium.committed']);
    consortium.execute('seat.leave', { need: nth(needIds, 0) }, first);
    expect(consortium.factsSince()).toEqual(['seat.freed', 'member.uncommitted', 'consortium.reopened']);
  });

  test('has a new lead, and nothing where nothing was decided', () => {
    const consortium = observeConsortium();
    consortium.takeSeat(second, 0);
    consortium.factsSince();
    consortium.execute('lead.hand', { to: nth(second.organisations, 0).id }, first);
    expect(consortium.factsSince()).toEqual(['lead.handed']);
    expect(consortium.factsSince()).toEqual([]);
  });
});
