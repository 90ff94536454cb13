import { OrganisationId } from '@brygga/shared/ids';
import { isFacilitator } from '@brygga/shared/rules/actor';
import { SvelteMap } from 'svelte/reactivity';
import { actableOrganisations } from '../../documents/live/ofKind.ts';
import type { LiveBoard } from '../../documents/registry/liveBoard.ts';

const chosenCompanies = new SvelteMap<string, OrganisationId>();

const rememberedCompany = (key: string): OrganisationId | undefined =>
  chosenCompanies.get(key) ?? OrganisationId.safeParse(localStorage.getItem(key)).data;

/** The company a person acts for: one of their own, or for facilitators any in the workshop. */
export class ActingCompany {
  readonly #board: LiveBoard;
  readonly #key: string;

  constructor(board: LiveBoard) {
    this.#board = board;
    this.#key = `brygga.acting-for.${board.workshop}.${board.actor.id}`;
  }

  get isOnBehalf(): boolean {
    return isFacilitator(this.#board.actor);
  }

  /** All that they may act for. */
  get companies(): readonly OrganisationId[] {
    return actableOrganisations(this.#board, 'company');
  }

  /** The company that commands are sent for; undefined for people who act for none. */
  get company(): OrganisationId | undefined {
    const { companies } = this;
    const remembered = rememberedCompany(this.#key);
    if (remembered && companies.includes(remembered)) return remembered;
    // A facilitator has no default company: they must choose, and see its name on every button.
    return companies.find((id) => this.#board.actor.organisations.some((own) => own.id === id));
  }

  /** The company's name; empty where there is none. */
  get name(): string {
    const { company } = this;
    return (company && this.#board.roster.organisation(company)?.name) ?? '';
  }

  choose(company: OrganisationId): void {
    chosenCompanies.set(this.#key, company);
    localStorage.setItem(this.#key, company);
  }
}
