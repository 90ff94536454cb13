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

/** Who sits where: two have two windows, so that one can be away while the other goes on. */
const seats: readonly (readonly [name: string, person: Person])[] = [
  ['worker 1', nth(companyPeople, 0)],
  ['worker 1, at home', nth(companyPeople, 0)],
  ['worker 2', nth(companyPeople, 1)],
  ['the mayor', cityPerson],
  ['the facilitator', facilitator],
  ['the observer', observer],
  ['mallory', mallory],
  ['the rogue facilitator', rogue],
];
/** Whose clients do what no client of ours does. */
const rogues = [6, 7];

const windowIndex = fc.nat({ max: seats.length - 1 });
const frameCount = fc.integer({ min: 1, max: 4 });

export type StoryEvent =
  | { readonly kind: 'edit'; readonly who: number; readonly edit: EditName; readonly chance: readonly number[] }
  | {
      readonly kind: 'forbidden';
      readonly who: number;
      readonly edit: ForbiddenEditName;
      readonly chance: readonly number[];
    }
  | { readonly kind: 'press'; readonly press: CommandPress; readonly twice: boolean }
  | { readonly kind: 'narrow'; readonly writing: EditPolicy }
  | { readonly kind: 'up' | 'down'; readonly who: number; readonly frames: number }
  | { readonly kind: 'cut' | 'connect' | 'reload'; readonly who: number }
  | { readonly kind: 'commit' | 'fail' | 'reopen' | 'rest' };

/** Mostly what people do all the time, now and then anything. */
const anyEdit = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.constantFrom<EditName>('write', 'write', 'raise', 'cut', 'note', 'add a need', 'change a need'),
  },
  { weight: 1, arbitrary: fc.constantFrom(...editNames) },
);

const always = <Kind extends string>(kind: Kind) => fc.constant({ kind });

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
      edit: fc.constantFrom(...forbiddenEditNames),
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
  { weight: 4, arbitrary: always('commit') },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constantFrom('cut', 'connect', 'connect', 'reload'), who: windowIndex }),
  },
  { weight: 1, arbitrary: fc.oneof(always('fail'), always('reopen')) },
  { weight: 1, arbitrary: always('rest') },
);

/** Long enough for people to get in each other's way; by itself fast-check makes short ones. */
export const story = fc.array(storyEvent, { maxLength: 70, size: 'max' });

/** Tells a story, and gives what is wrong at the end of it and whenever it came to rest. */
export const runStory = async (beats: readonly StoryEvent[]): Promise<readonly string[]> => {
  seedIds(1);
  const stage = await StoryRun.start();
  for (const each of beats) {
    await stage.play(each);
    if (each.kind !== 'rest') continue;
    const complaints = await stage.violations();
    if (complaints.length > 0) return complaints;
  }
  await stage.play({ kind: 'rest' });
  return stage.violations();
};

class StoryRun {
  readonly #windows: readonly SimulatedWindow[];
  readonly #stage: StoryServer;
  /** Consortia, in the order in which their founders heard of them. */
  readonly #tables: CardId[] = [];
  readonly #complaints: string[] = [];
  #edits = 0;
  #presses = 0;

  private constructor() {
    const watcher: WindowObserver = {
      shown: (update) => this.#stage.visibility.shown(update),
      saved: (client, clock) => this.#stage.visibility.saved(client, clock),
    };
    this.#windows = seats.map(([name, person]) => new SimulatedWindow(name, membershipOf(person), watcher));
    this.#stage = new StoryServer(this.#windows);
  }

  static async start(): Promise<StoryRun> {
    const told = new StoryRun();
    await told.#stage.open();
    // Two tables stand already, so that a short story has something to be about.
    for (const actor of companyPeople.slice(0, 2)) {
      await told.#press(
        { name: 'consortium.found', raw: { challenge: challengeId, name: 'Cool' }, actor, after: 0 },
        false,
      );
      await told.#stage.settle();
    }
    return told;
  }

  async violations(): Promise<readonly string[]> {
    return [...this.#complaints, ...(await this.#stage.violations())];
  }

  async play(it: StoryEvent): Promise<void> {
    switch (it.kind) {
      case 'edit':
        return this.#edit(it.who, edits[it.edit], it.chance);
      case 'forbidden':
        return this.#edit(it.who, forbiddenEdits[it.edit], it.chance);
      case 'press':
        return this.#press(it.press, it.twice);
      case 'narrow':
        return this.#narrow(it.writing);
      case 'up':
        return this.#at(it.who).socket?.deliverUp(it.frames);
      case 'down':
        return this.#at(it.who).socket?.deliverDown(it.frames);
      case 'cut':
        return this.#at(it.who).socket?.cut();
      case 'connect':
        return this.#stage.connect(this.#at(it.who));
      case 'reload':
        return this.#at(it.who).reload();
      case 'commit':
        return this.#stage.commit();
      case 'fail':
        return this.#stage.fail();
      case 'reopen':
        return this.#stage.close();
      case 'rest':
        return this.#stage.settle();
    }
  }

  #at(index: number): SimulatedWindow {
    return nth(this.#windows, index);
  }

  #edit(
    index: number,
    edit: (hand: ReturnType<typeof editSource>) => Parameters<typeof performEdit>[3] | undefined,
    chance: readonly number[],
  ): void {
    const { doc, membership } = this.#at(index);
    const token = tokenOf((this.#edits += 1));
    const plan = edit(editSource(doc, membership.actor, token, chance));
    const act = plan && performEdit(doc, membership.actor, token, plan);
    if (act) this.#stage.recordAct(act);
  }

  async #press({ name, raw, actor }: CommandPress, twice: boolean): Promise<void> {
    this.#presses += 1;
    const ask = () => this.#ask(name, this.#withRealTable(raw), actor.kind === 'person' ? actor : facilitator);
    const answers = twice ? [ask(), ask()] : [ask()];
    void Promise.all(answers).then(([one, other]) => {
      if (one && other && !isFailure(one) && !isFailure(other)) this.#mustBeSame(one, other);
      if (one?.status !== 200 || !('consortium' in one.body)) return;
      const founded = CardId.safeParse(one.body.consortium).data;
      if (founded && !this.#tables.includes(founded)) this.#tables.push(founded);
    });
    await setImmediate();
  }

  async #narrow(writing: EditPolicy): Promise<void> {
    const step = nth(stepIds, editPolicies.indexOf(writing));
    const steps = editPolicies.map((each, at) => ({ id: nth(stepIds, at), title: each, minutes: 5, writing: each }));
    for (const [name, raw] of [
      ['agenda.set', { steps }],
      ['step.start', { step }],
    ] as const) {
      this.#presses += 1;
      void this.#ask(name, raw, facilitator);
      await setImmediate();
    }
  }

  #ask(name: CommandName, raw: object, actor: Person): Promise<CommandResponse> {
    return this.#stage.runCommand(name, raw, actor, `press ${this.#presses}`);
  }

  /** Presses name tables by number; the server has given them ids of its own. */
  #withRealTable(raw: object): object {
    const named = 'consortium' in raw ? /^table0*(\d)$/.exec(String(raw.consortium))?.[1] : undefined;
    const consortium = this.#tables[Number(named) - 1];
    return consortium ? { ...raw, consortium } : raw;
  }

  #mustBeSame(one: CommandResponse, other: CommandResponse): void {
    if (JSON.stringify(one) !== JSON.stringify(other)) {
      this.#complaints.push(`one press was answered ${JSON.stringify(one)} and ${JSON.stringify(other)}`);
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
