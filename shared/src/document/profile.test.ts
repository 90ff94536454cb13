import { describe, expect, test } from 'vitest';
import { CompanyProfile } from './profile.ts';

const reference = { id: 'referenceOfPipes', title: 'Listening pipes' };
const issuesOf = (profile: object) => CompanyProfile.safeParse(profile).error?.issues.map(({ message }) => message);

describe('a company’s profile', () => {
  test('may be empty', () => {
    expect(CompanyProfile.parse({})).toMatchObject({ claims: [], references: [], canLead: false });
  });

  test('claims each capability once', () => {
    const claims = [{ capability: 'leak_detection' }, { capability: 'leak_detection', level: 2 }];
    expect(issuesOf({ claims })).toEqual(['Each capability is claimed once']);
  });

  test('proves a claim by references that it has', () => {
    const claims = [{ capability: 'leak_detection', proof: [reference.id] }];
    expect(issuesOf({ claims, references: [reference] })).toBeUndefined();
    expect(issuesOf({ claims, references: [] })).toEqual(['A claim points to a reference that is not in the profile']);
  });

  test('links to pages and to nothing else', () => {
    expect(issuesOf({ references: [{ ...reference, link: 'javascript:alert(1)' }] })).toHaveLength(1);
  });
});
