import { passwordMax, passwordMin } from '@brygga/shared/api/accounts';
import type { Problem } from '@brygga/shared/api/problems';
import { tick } from 'svelte';
import { m } from '../../i18n/index.ts';

/** A failed check, from Zod or from problem details; the path is joined by dots. */
export interface FieldIssue {
  readonly path: string;
  readonly code: string;
}

interface ParseError {
  readonly issues: readonly { readonly path: readonly PropertyKey[]; readonly code?: string }[];
}

export type ParseResult<Data> =
  | { readonly success: true; readonly data: Data; readonly error?: undefined }
  | { readonly success: false; readonly error: ParseError };

export const issuesOfParse = ({ error }: { readonly error?: ParseError | undefined }): readonly FieldIssue[] =>
  (error?.issues ?? []).map(({ path, code }) => ({ path: path.map(String).join('.'), code: code ?? '' }));

export const issuesOfProblem = (problem: Problem | undefined): readonly FieldIssue[] => problem?.issues ?? [];

const errorSentences: Readonly<Record<string, (code: string) => string>> = {
  email: () => m.account_error_email(),
  password: (code) =>
    code === 'too_big'
      ? m.account_error_password_long({ count: passwordMax })
      : m.account_error_password_short({ count: passwordMin }),
  name: () => m.account_error_name(),
  title: () => m.account_error_title(),
  'organisation.name': () => m.account_error_organisation(),
  'organisation.kind': () => m.account_error_kind(),
  'organisation.country': () => m.account_error_country(),
};

/** The error of one field in the reader's language; undefined when it has none. */
export const fieldError = (issues: readonly FieldIssue[], path: string): string | undefined => {
  const issue = issues.find((one) => one.path === path);
  return issue && (errorSentences[path]?.(issue.code) ?? m.account_error_other());
};

/** Moves focus to the first invalid field, in a group of choices to the first of them. */
export const focusFirstError = async (form: HTMLElement): Promise<void> => {
  await tick();
  const invalid = form.querySelector<HTMLElement>('[aria-invalid="true"]');
  const group = invalid?.matches('[role="radiogroup"]') ? invalid : undefined;
  (group?.querySelector('input') ?? invalid)?.focus();
};
