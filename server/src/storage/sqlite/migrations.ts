import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

const accounts: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('people')
      .addColumn('id', 'text', (col) => col.primaryKey())
      .addColumn('name', 'text', (col) => col.notNull())
      .addColumn('createdAt', 'integer', (col) => col.notNull())
      .execute();
    await db.schema
      .createTable('credentials')
      .addColumn('person', 'text', (col) => col.primaryKey().references('people.id').onDelete('cascade'))
      .addColumn('email', 'text', (col) => col.notNull().unique())
      .addColumn('passwordHash', 'text', (col) => col.notNull())
      .execute();
    await db.schema
      .createTable('sessions')
      .addColumn('id', 'text', (col) => col.primaryKey())
      .addColumn('person', 'text', (col) => col.notNull().references('people.id').onDelete('cascade'))
      .addColumn('expiresAt', 'integer', (col) => col.notNull())
      .execute();
    await db.schema.createIndex('sessionsPerson').on('sessions').column('person').execute();
    await db.schema.createIndex('sessionsExpiresAt').on('sessions').column('expiresAt').execute();
    await db.schema
      .createTable('workshops')
      .addColumn('id', 'text', (col) => col.primaryKey())
      .addColumn('title', 'text', (col) => col.notNull())
      .addColumn('createdAt', 'integer', (col) => col.notNull())
      .execute();
    await db.schema
      .createTable('organisations')
      .addColumn('id', 'text', (col) => col.primaryKey())
      .addColumn('kind', 'text', (col) => col.notNull())
      .addColumn('name', 'text', (col) => col.notNull())
      .addColumn('country', 'text', (col) => col.notNull())
      .addColumn('workshop', 'text', (col) => col.references('workshops.id').onDelete('cascade'))
      .addColumn('guestName', 'text')
      // NULLs are distinct in SQL: registered organisations may share a name.
      .addUniqueConstraint('organisationsOfGuests', ['workshop', 'kind', 'guestName'])
      .execute();
    await db.schema
      .createTable('memberships')
      .addColumn('person', 'text', (col) => col.notNull().references('people.id').onDelete('cascade'))
      .addColumn('organisation', 'text', (col) => col.notNull().references('organisations.id').onDelete('cascade'))
      .addPrimaryKeyConstraint('membershipsKey', ['person', 'organisation'])
      .execute();
    await db.schema.createIndex('membershipsOrganisation').on('memberships').column('organisation').execute();
  },
};

const workshops: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('participations')
      .addColumn('workshop', 'text', (col) => col.notNull().references('workshops.id').onDelete('cascade'))
      .addColumn('person', 'text', (col) => col.notNull().references('people.id').onDelete('cascade'))
      .addColumn('role', 'text', (col) => col.notNull())
      .addColumn('name', 'text', (col) => col.notNull())
      .addColumn('organisation', 'text', (col) => col.notNull().references('organisations.id').onDelete('cascade'))
      .addColumn('joinedAt', 'integer', (col) => col.notNull())
      .addPrimaryKeyConstraint('participationsKey', ['workshop', 'person'])
      .execute();
    await db.schema.createIndex('participationsPerson').on('participations').column('person').execute();
    await db.schema.createIndex('participationsOrganisation').on('participations').column('organisation').execute();
    await db.schema
      .createTable('invites')
      .addColumn('code', 'text', (col) => col.primaryKey())
      .addColumn('workshop', 'text', (col) => col.notNull().references('workshops.id').onDelete('cascade'))
      .addColumn('role', 'text', (col) => col.notNull())
      .addColumn('expiresAt', 'integer', (col) => col.notNull())
      .execute();
    await db.schema.createIndex('invitesWorkshop').on('invites').column('workshop').execute();
    await db.schema
      .createTable('demos')
      .addColumn('workshop', 'text', (col) => col.primaryKey().references('workshops.id').onDelete('cascade'))
      .addColumn('visitor', 'text', (col) => col.notNull().references('people.id').onDelete('cascade'))
      .addColumn('lastSeen', 'integer', (col) => col.notNull())
      .execute();
    await db.schema.createIndex('demosVisitor').on('demos').column('visitor').execute();
    await db.schema
      .createTable('personas')
      .addColumn('person', 'text', (col) => col.primaryKey().references('people.id').onDelete('cascade'))
      .addColumn('workshop', 'text', (col) => col.notNull().references('workshops.id').onDelete('cascade'))
      .addColumn('position', 'integer', (col) => col.notNull())
      .execute();
    await db.schema.createIndex('personasWorkshop').on('personas').column('workshop').execute();
  },
};

const library: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('libraryImports')
      .addColumn('id', 'text', (col) => col.primaryKey())
      .addColumn('organisation', 'text', (col) => col.notNull().references('organisations.id').onDelete('cascade'))
      .addColumn('person', 'text', (col) => col.notNull())
      .addColumn('name', 'text', (col) => col.notNull())
      .addColumn('at', 'integer', (col) => col.notNull())
      .addColumn('done', 'integer', (col) => col.notNull())
      .execute();
    await db.schema.createIndex('libraryImportsOrganisation').on('libraryImports').column('organisation').execute();
    await db.schema
      .createTable('libraryActions')
      .addColumn('import', 'text', (col) => col.notNull().references('libraryImports.id').onDelete('cascade'))
      .addColumn('id', 'text', (col) => col.notNull())
      .addColumn('organisation', 'text', (col) => col.notNull())
      .addColumn('position', 'integer', (col) => col.notNull())
      .addColumn('title', 'text', (col) => col.notNull())
      .addColumn('code', 'text')
      .addColumn('description', 'text')
      .addColumn('sector', 'text')
      .addColumn('goal', 'text')
      .addColumn('place', 'text')
      .addColumn('department', 'text')
      .addColumn('status', 'text')
      .addColumn('from', 'integer')
      .addColumn('until', 'integer')
      .addColumn('cost', 'real')
      .addColumn('currency', 'text')
      .addColumn('reduction', 'real')
      .addColumn('link', 'text')
      .addColumn('searched', 'text', (col) => col.notNull())
      .addPrimaryKeyConstraint('libraryActionsKey', ['import', 'id'])
      .execute();
    await db.schema
      .createIndex('libraryActionsOrder')
      .on('libraryActions')
      .columns(['organisation', 'import', 'position'])
      .execute();
    await db.schema.createIndex('libraryActionsCode').on('libraryActions').columns(['organisation', 'code']).execute();
  },
};

const profiles: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('profiles')
      .addColumn('organisation', 'text', (col) => col.primaryKey().references('organisations.id').onDelete('cascade'))
      .addColumn('version', 'integer', (col) => col.notNull())
      .addColumn('profile', 'text', (col) => col.notNull())
      .addColumn('by', 'text', (col) => col.notNull())
      .addColumn('at', 'integer', (col) => col.notNull())
      .execute();
  },
};

/** Run in the order of their names; a released one is never changed. */
export const migrations: Readonly<Record<string, Migration>> = {
  '0001_accounts': accounts,
  '0002_workshops': workshops,
  '0004_library': library,
  '0005_profiles': profiles,
};
