import type { PersonId } from '@brygga/shared/ids';
import { type Identity, presenceColourCount } from '@brygga/shared/wire/presence';

/**
 * Which colour each person has while they are here. The one that they have everywhere, as long as
 * nobody else here has it: then the first that nobody has. Only where there are more people than
 * colours do two share one.
 */
export class PersonColours {
  readonly #of = new Map<PersonId, { readonly colour: number; windows: number }>();

  /** The person comes in with one more window. */
  addWindow({ id, colour }: Pick<Identity, 'id' | 'colour'>): void {
    const known = this.#of.get(id);
    if (known) known.windows += 1;
    else this.#of.set(id, { colour: this.#freeFrom(colour), windows: 1 });
  }

  removeWindow(person: PersonId): void {
    const known = this.#of.get(person);
    if (!known) return;
    known.windows -= 1;
    if (known.windows === 0) this.#of.delete(person);
  }

  colourOf({ id, colour }: Pick<Identity, 'id' | 'colour'>): number {
    return this.#of.get(id)?.colour ?? colour;
  }

  #freeFrom(wanted: number): number {
    const taken = new Set([...this.#of.values()].map(({ colour }) => colour));
    const colours = Array.from({ length: presenceColourCount }, (_, step) => (wanted + step) % presenceColourCount);
    return colours.find((colour) => !taken.has(colour)) ?? wanted;
  }
}
