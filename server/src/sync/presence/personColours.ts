import type { PersonId } from '@brygga/shared/ids';
import { type Identity, presenceColourCount } from '@brygga/shared/wire/presence';

/**
 * Assigns each present person a colour: their own if it is free, else the next free one. Two people
 * share a colour only where there are more people than colours.
 */
export class PersonColours {
  readonly #assigned = new Map<PersonId, { readonly colour: number; windows: number }>();

  /** Call for each window that a person opens. */
  addWindow({ id, colour }: Pick<Identity, 'id' | 'colour'>): void {
    const assigned = this.#assigned.get(id);
    if (assigned) assigned.windows += 1;
    else this.#assigned.set(id, { colour: this.#freeFrom(colour), windows: 1 });
  }

  removeWindow(person: PersonId): void {
    const assigned = this.#assigned.get(person);
    if (!assigned) return;
    assigned.windows -= 1;
    if (assigned.windows === 0) this.#assigned.delete(person);
  }

  colourOf({ id, colour }: Pick<Identity, 'id' | 'colour'>): number {
    return this.#assigned.get(id)?.colour ?? colour;
  }

  #freeFrom(wanted: number): number {
    const taken = new Set([...this.#assigned.values()].map(({ colour }) => colour));
    const colours = Array.from({ length: presenceColourCount }, (_, step) => (wanted + step) % presenceColourCount);
    return colours.find((colour) => !taken.has(colour)) ?? wanted;
  }
}
