import type { Problem } from '@brygga/shared/api/problems';
import { problemSentence } from '../../i18n/index.ts';
import { fieldError, type FieldIssue, issuesOfParse, issuesOfProblem, type ParseResult } from './fieldErrors.ts';

type SendResult<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly problem: Problem | undefined };

interface FormOptions<Input, Value> {
  /** Any Zod schema. */
  readonly schema: { safeParse(values: unknown): ParseResult<Input> };
  /** What is filled in now. */
  readonly values: () => unknown;
  readonly send: (input: Input) => Promise<SendResult<Value>>;
  readonly onsent: (value: Value) => unknown;
}

/** A form that a schema checks here, the server checks again, and that says field by field what is wrong. */
export class FormState<Input, Value> {
  busy = $state(false);
  /** What went wrong with the form as a whole. */
  problem = $state<string>();
  #issues = $state.raw<readonly FieldIssue[]>([]);
  readonly #options: FormOptions<Input, Value>;

  constructor(options: FormOptions<Input, Value>) {
    this.#options = options;
  }

  /** The sentence for one field, by its path in the schema; undefined where nothing is wrong with it. */
  error(path: string): string | undefined {
    return fieldError(this.#issues, path);
  }

  readonly submit = async (): Promise<void> => {
    if (this.busy) return;
    this.problem = undefined;
    const parsed = this.#options.schema.safeParse(this.#options.values());
    this.#issues = issuesOfParse(parsed);
    if (parsed.success) await this.send(() => this.#options.send(parsed.data));
  };

  /** Sends without the schema's check, for what needs no field. */
  readonly send = async (request: () => Promise<SendResult<Value>>): Promise<void> => {
    if (this.busy) return;
    this.busy = true;
    const result = await request();
    if (result.ok) {
      await this.#options.onsent(result.value);
    } else {
      this.#issues = issuesOfProblem(result.problem);
      this.problem = problemSentence(result.problem);
    }
    this.busy = false;
  };
}

export const createForm = <Input, Value>(options: FormOptions<Input, Value>): FormState<Input, Value> =>
  new FormState(options);
