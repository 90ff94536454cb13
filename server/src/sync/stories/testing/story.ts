import { setImmediate } from 'node:timers/promises';
import type { CommandName } from '@brygga/shared/commands/index';
import type { OrganisationKind, Role } from '@brygga/shared/document/roster';
import { CardId } from '@brygga/shared/ids';
import type { Person } from '@brygga/shared/rules/actor';
import { type CommandPress, commandPress } from '@brygga/shared/testing/commandPresses';
import {
  challengeId,
  cityId,
  cityPerson,
  companyPeople,
  facilitator,
  nth,
  observer,
  person,
  stepIds,
} from '@brygga/shared/testing/fixtures';
import { type EditPolicy, editPolicies } from '@brygga/shared/agreements/session/state';
import fc from 'fast-check';
import type { CommandResponse } from '../../../commands/commandResponse.ts';
import type { Membership } from '../../access/membership.ts';
import { performEdit, tokenOf } from '@brygga/shared/testing/performedEdit';
import { editNumbers, editNames, type EditName, edits, editSource } from '@brygga/shared/testing/edits';
import { forbiddenEditNames, type ForbiddenEditName, forbiddenEdits } from '@brygga/shared/testing/forbiddenEdits';
import { seedIds } from './seededIds.ts';
import { StoryServer } from './storyServer.ts';
import { type WindowObserver, SimulatedWindow } from './simulatedWindow.ts';

const rogue = person('rogue', [], 'facilitator');
const mallory = nth(companyPeople, 2);

/** The windows: one person has two, so that one window can be offline while the other goes on. */
const windowOwners: readonly (readonly [name: string, person: Person])[] = [
  ['worker 1', nth(companyPeople, 0)],
  ['worker 1, at home', nth(companyPeople, 0)],
  ['worker 2', nth(companyPeople, 1)],
  ['the mayor', cityPerson],
  ['the facilitator', facilitator],
  ['the observer', observer],
  ['mallory', mallory],
  ['the rogue facilitator', rogue],
];
/** Windows that send what no client of ours sends. */
const rogues = [6, 7];

const windowIndex = fc.nat({ max: windowOwners.length - 1 });
const frameCount = fc.integer({ min: 1, max: 4 });

export type StoryEvent =
  | { readonly kind: 'edit'; readonly who: number; readonly edit: EditName; readonly chance: readonly number[] }
  | {
      readonly kind: 'forbidden';
      readonly who: number;
      readonly forbiddenEdit: ForbiddenEditName;
      readonly chance: readonly number[];
    }
  | { readonly kind: 'press'; readonly press: CommandPress; readonly twice: boolean }
  | { readonly kind: 'narrow'; readonly writing: EditPolicy }
  | { readonly kind: 'up' | 'down'; readonly who: number; readonly frames: number }
  | { readonly kind: 'cut' | 'connect' | 'reload'; readonly who: number }
  | { readonly kind: 'commit' | 'fail' | 'reopen' | 'rest' };

/** Mostly common edits, now and then any other. */
const anyEdit = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.constantFrom<EditName>('write', 'write', 'raise', 'cut', 'note', 'add a need', 'change a need'),
  },
  { weight: 1, arbitrary: fc.constantFrom(...editNames) },
);

const eventOf = <Kind extends string>(kind: Kind) => fc.constant({ kind });

export const storyEvent: fc.Arbitrary<StoryEvent> = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({ kind: fc.constant('edit'), who: windowIndex, edit: anyEdit, chance: editNumbers }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('forbidden'),
      who: fc.constantFrom(...rogues),
      forbiddenEdit: fc.constantFrom(...forbiddenEditNames),
      chance: editNumbers,
    }),
  },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('press'), press: commandPress, twice: fc.boolean() }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('narrow'),
      writing: fc.constantFrom<EditPolicy>('open', 'open', 'notes', 'closed'),
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({ kind: fc.constantFrom('up', 'up', 'down'), who: windowIndex, frames: frameCount }),
  },
  { weight: 4, arbitrary: eventOf('commit') },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constantFrom('cut', 'connect', 'connect', 'reload'), who: windowIndex }),
  },
  { weight: 1, arbitrary: fc.oneof(eventOf('fail'), eventOf('reopen')) },
  { weight: 1, arbitrary: eventOf('rest') },
);

/** Long enough for conflicts; by default fast-check makes short ones. */
export const story = fc.array(storyEvent, { maxLength: 70, size: 'max' });

/** Runs a story. @returns the violations, checked at each rest and at the end. */
export const runStory = async (events: readonly StoryEvent[]): Promise<readonly string[]> => {
  seedIds(1);
  const run = await StoryRun.start();
  for (const event of events) {
    await run.play(event);
    if (event.kind !== 'rest') continue;
    const violations = await run.violations();
    if (violations.length > 0) return violations;
  }
  await run.play({ kind: 'rest' });
  return run.violations();
};

class StoryRun {
  readonly #windows: readonly SimulatedWindow[];
  readonly #server: StoryServer;
  /** Consortia in the order of their responses. */
  readonly #consortia: CardId[] = [];
  readonly #violations: string[] = [];
  #edits = 0;
  #presses = 0;

  private constructor() {
    const observer: WindowObserver = {
      shown: (update) => this.#server.visibility.shown(update),
      saved: (client, clock) => this.#server.visibility.saved(client, clock),
    };
    this.#windows = windowOwners.map(([name, person]) => new SimulatedWindow(name, membershipOf(person), observer));
    this.#server = new StoryServer(this.#windows);
  }

  static async start(): Promise<StoryRun> {
    const run = new StoryRun();
    await run.#server.open();
    // There are two consortia from the start, so that short stories have something to edit.
    for (const actor of companyPeople.slice(0, 2)) {
      await run.#press(
        { name: 'consortium.found', raw: { challenge: challengeId, name: 'Cool' }, actor, after: 0 },
        false,
      );
      await run.#server.settle();
    }
    return run;
  }

  async violations(): Promise<readonly string[]> {
    return [...this.#violations, ...(await this.#server.violations())];
  }

  async play(event: StoryEvent): Promise<void> {
    switch (event.kind) {
      case 'edit':
        return this.#edit(event.who, edits[event.edit], event.chance);
      case 'forbidden':
        return this.#edit(event.who, forbiddenEdits[event.forbiddenEdit], event.chance);
      case 'press':
        return this.#press(event.press, event.twice);
      case 'narrow':
        return this.#narrow(event.writing);
      case 'up':
        return this.#window(event.who).socket?.deliverUp(event.frames);
      case 'down':
        return this.#window(event.who).socket?.deliverDown(event.frames);
      case 'cut':
        return this.#window(event.who).socket?.cut();
      case 'connect':
        return this.#server.connect(this.#window(event.who));
      case 'reload':
        return this.#window(event.who).reload();
      case 'commit':
        return this.#server.commit();
      case 'fail':
        return this.#server.fail();
      case 'reopen':
        return this.#server.close();
      case 'rest':
        return this.#server.settle();
    }
  }

  #window(index: number): SimulatedWindow {
    return nth(this.#windows, index);
  }

  #edit(
    index: number,
    edit: (hand: ReturnType<typeof editSource>) => Parameters<typeof performEdit>[3] | undefined,
    chance: readonly number[],
  ): void {
    const { doc, membership } = this.#window(index);
    const token = tokenOf((this.#edits += 1));
    const plan = edit(editSource(doc, membership.actor, token, chance));
    const act = plan && performEdit(doc, membership.actor, token, plan);
    if (act) this.#server.recordAct(act);
  }

  async #press({ name, raw, actor }: CommandPress, twice: boolean): Promise<void> {
    this.#presses += 1;
    const run = () => this.#run(name, this.#withRealConsortium(raw), actor.kind === 'person' ? actor : facilitator);
    const responses = twice ? [run(), run()] : [run()];
    void Promise.all(responses).then(([one, other]) => {
      if (one && other && !isFailure(one) && !isFailure(other)) this.#expectSame(one, other);
      if (one?.status !== 200 || !('consortium' in one.body)) return;
      const founded = CardId.safeParse(one.body.consortium).data;
      if (founded && !this.#consortia.includes(founded)) this.#consortia.push(founded);
    });
    await setImmediate();
  }

  async #narrow(writing: EditPolicy): Promise<void> {
    const step = nth(stepIds, editPolicies.indexOf(writing));
    const steps = editPolicies.map((policy, index) => ({
      id: nth(stepIds, index),
      title: policy,
      minutes: 5,
      writing: policy,
    }));
    for (const [name, raw] of [
      ['agenda.set', { steps }],
      ['step.start', { step }],
    ] as const) {
      this.#presses += 1;
      void this.#run(name, raw, facilitator);
      await setImmediate();
    }
  }

  #run(name: CommandName, raw: object, actor: Person): Promise<CommandResponse> {
    return this.#server.runCommand(name, raw, actor, `press ${this.#presses}`);
  }

  /** Presses name consortia by number; the server gives them other ids. */
  #withRealConsortium(raw: object): object {
    const number = 'consortium' in raw ? /^table0*(\d)$/.exec(String(raw.consortium))?.[1] : undefined;
    const consortium = this.#consortia[Number(number) - 1];
    return consortium ? { ...raw, consortium } : raw;
  }

  #expectSame(one: CommandResponse, other: CommandResponse): void {
    if (JSON.stringify(one) !== JSON.stringify(other)) {
      this.#violations.push(`one press got ${JSON.stringify(one)} and ${JSON.stringify(other)}`);
    }
  }
}

const isFailure = ({ status }: CommandResponse): boolean => status >= 500;

const membershipOf = (actor: Person): Membership => {
  const [own] = actor.organisations;
  const organisation = own?.id ?? cityId;
  const kind: OrganisationKind = own?.kind ?? 'host';
  const role: Role = actor.role;
  return { actor, identity: { id: actor.id, name: 'Åsa', organisation, organisationName: 'Ö', kind, role, colour: 1 } };
};
