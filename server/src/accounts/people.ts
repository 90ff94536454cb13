import type { Me, RegisterInput } from '@brygga/shared/api/accounts';
import { newId, PersonId } from '@brygga/shared/ids';
import { hashPassword, verifyPassword } from '../auth/passwords.ts';
import type { Storage } from '../storage/tables.ts';
import { allOrganisationsOf, registerOrganisation } from './organisations.ts';

export interface People {
  /** @returns undefined when the e-mail is taken. */
  register(input: RegisterInput): Promise<PersonId | undefined>;
  /** @returns undefined when e-mail and password don't match; takes as long whichever is wrong. */
  findByCredentials(email: string, password: string): Promise<PersonId | undefined>;
  /** Somebody without an account. */
  addGuest(name: string): Promise<PersonId>;
  /** For a guest as whom nobody could be signed in, who would stay for good. */
  removeGuest(guest: PersonId): Promise<void>;
  me(person: PersonId): Promise<Me | undefined>;
  hasAccount(person: PersonId): Promise<boolean>;
}

export const createPeople = (storage: Storage): People => ({
  async register({ email, password, name, organisation }) {
    const passwordHash = await hashPassword(password);
    return storage.transaction().execute(async (trx) => {
      const id = await addPerson(trx, name);
      const { numInsertedOrUpdatedRows } = await trx
        .insertInto('credentials')
        .values({ person: id, email, passwordHash })
        .onConflict((conflict) => conflict.column('email').doNothing())
        .executeTakeFirst();
      if (!numInsertedOrUpdatedRows) {
        await removePerson(trx, id);
        return undefined;
      }
      await registerOrganisation(trx, organisation, id);
      return id;
    });
  },

  async findByCredentials(email, password) {
    const credentials = await storage
      .selectFrom('credentials')
      .select(['person', 'passwordHash'])
      .where('email', '=', email)
      .executeTakeFirst();
    return (await verifyPassword(credentials?.passwordHash, password)) ? credentials?.person : undefined;
  },

  addGuest: (name) => addPerson(storage, name),

  removeGuest: (guest) => removePerson(storage, guest),

  async me(id) {
    const row = await storage
      .selectFrom('people')
      .leftJoin('credentials', 'credentials.person', 'people.id')
      .select(['people.id', 'people.name', 'credentials.email'])
      .where('people.id', '=', id)
      .executeTakeFirst();
    if (!row) return undefined;
    const { email, ...person } = row;
    return {
      person: { ...person, ...(email === null ? {} : { email }) },
      organisations: await allOrganisationsOf(storage, id),
    };
  },

  async hasAccount(person) {
    const row = await storage
      .selectFrom('credentials')
      .select('person')
      .where('person', '=', person)
      .executeTakeFirst();
    return row !== undefined;
  },
});

export const addPerson = async (storage: Storage, name: string): Promise<PersonId> => {
  const id = newId(PersonId);
  await storage.insertInto('people').values({ id, name, createdAt: Date.now() }).execute();
  return id;
};

export const removePerson = async (storage: Storage, id: PersonId): Promise<void> => {
  await storage.deleteFrom('people').where('id', '=', id).execute();
};
