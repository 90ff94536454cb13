import { type PlanCheck, type PlanFile, planFileBytesMax, type PlanSheet } from '@brygga/shared/api/library';
import { type Problem, problems } from '@brygga/shared/api/problems';
import { suggestMapping } from '@brygga/shared/domain/plan/columns';
import type { PlanField } from '@brygga/shared/domain/plan/action';
import { type Reading, cellText } from '@brygga/shared/domain/plan/sheet';
import type { OrganisationId } from '@brygga/shared/ids';
import { bringIn, checkPlan, sendPlan } from './http.ts';

export type Step =
  | { readonly is: 'choosing' }
  /** `sent` from 0 to 1; at 1 the server reads. */
  | { readonly is: 'sending'; readonly name: string; readonly sent: number }
  | { readonly is: 'mapping'; readonly name: string; readonly file: PlanFile }
  | { readonly is: 'saving'; readonly name: string; readonly saved: number; readonly of: number }
  | { readonly is: 'done'; readonly name: string; readonly actions: number };

/** What went wrong; undefined stands for a server that could not be reached. */
type Wrong = { readonly problem: Problem | undefined };

const tooLarge = (): Problem => ({
  type: '/problems/file-too-large',
  code: 'file-too-large',
  ...problems['file-too-large'],
});

/** Bringing a plan in, from choosing the file to the last row. What is under way ends with `stop`. */
export class PlanImporting {
  step = $state.raw<Step>({ is: 'choosing' });
  reading = $state.raw<Reading>();
  /** How the file would come in; undefined while it is asked, and where no column is chosen for the titles. */
  check = $state.raw<PlanCheck>();
  wrong = $state.raw<Wrong>();
  readonly #city: OrganisationId;
  #chosen: File | undefined;
  /** Once is enough: where the server has no room for it, sending it again and again makes none. */
  #sentAgain = false;
  #under = new AbortController();
  #asked = 0;

  constructor(city: OrganisationId) {
    this.#city = city;
  }

  get sheet(): PlanSheet | undefined {
    return this.step.is === 'mapping' ? this.step.file.sheets[this.reading?.sheet ?? 0] : undefined;
  }

  /** The headings of the columns, as they stand in the chosen row. */
  get headings(): readonly string[] {
    return (this.sheet?.head[this.reading?.headings ?? 0] ?? []).map(cellText);
  }

  choose(file: File): Promise<void> {
    this.#sentAgain = false;
    return this.#send(file);
  }

  async #send(file: File): Promise<void> {
    this.stop();
    this.#chosen = file;
    if (file.size > planFileBytesMax) {
      this.wrong = { problem: tooLarge() };
      return;
    }
    const { name } = file;
    const { signal } = this.#under;
    this.step = { is: 'sending', name, sent: 0 };
    const answer = await sendPlan(this.#city, file, (sent) => (this.step = { is: 'sending', name, sent }), signal);
    if (signal.aborted) return;
    if (!answer.ok) {
      this.#fail(answer.problem);
      return;
    }
    this.step = { is: 'mapping', name, file: answer.value };
    await this.read(answer.value.sheets[0]?.suggested);
  }

  /** Reads the file this way, and asks what would come of it. */
  async read(reading: Reading | undefined): Promise<void> {
    if (this.step.is !== 'mapping' || !reading) return;
    this.reading = reading;
    this.wrong = undefined;
    this.check = undefined;
    this.#asked += 1;
    const asked = this.#asked;
    if (reading.mapping.title === undefined) return;
    const answer = await checkPlan(this.#city, this.step.file.id, reading);
    if (asked !== this.#asked || this.step.is !== 'mapping') return;
    if (answer.ok) this.check = answer.value;
    else await this.#failWithFile(answer.problem);
  }

  chooseSheet(index: number): Promise<void> {
    return this.read(this.step.is === 'mapping' ? this.step.file.sheets[index]?.suggested : undefined);
  }

  chooseHeadings(row: number): Promise<void> {
    const headings = (this.sheet?.head[row] ?? []).map(cellText);
    return this.read(this.reading && { ...this.reading, headings: row, mapping: suggestMapping(headings) });
  }

  chooseColumn(field: PlanField, column: number | undefined): Promise<void> {
    if (!this.reading) return Promise.resolve();
    const { [field]: _before, ...others } = this.reading.mapping;
    const mapping = column === undefined ? others : { ...others, [field]: column };
    return this.read({ ...this.reading, mapping });
  }

  async bring(): Promise<void> {
    const { step, reading } = this;
    if (step.is !== 'mapping' || !reading || !this.check || this.check.faultsInAll > 0) return;
    const { name, file } = step;
    const { signal } = this.#under;
    this.wrong = undefined;
    this.step = { is: 'saving', name, saved: 0, of: this.check.rows };
    const onsaved = (saved: number, of: number) => (this.step = { is: 'saving', name, saved, of });
    const brought = await bringIn(this.#city, { file: file.id, name, reading }, onsaved, signal);
    if (signal.aborted) return;
    if (brought.ok) {
      this.step = { is: 'done', name, actions: brought.actions };
      return;
    }
    this.step = step;
    await this.#failWithFile(brought.problem);
  }

  /** Ends what is under way: of a file that is just being brought in, nothing stays. */
  stop(): void {
    this.#under.abort();
    this.#under = new AbortController();
    this.#asked += 1;
    this.step = { is: 'choosing' };
    this.reading = undefined;
    this.check = undefined;
    this.wrong = undefined;
  }

  #fail(problem: Problem | undefined): void {
    this.stop();
    this.wrong = { problem };
  }

  /** Where the server has let go of the file, it is sent again: it is still here. */
  async #failWithFile(problem: Problem | undefined): Promise<void> {
    const { reading } = this;
    if (problem?.code !== 'unknown-file' || !this.#chosen || this.#sentAgain) {
      this.wrong = { problem };
      return;
    }
    this.#sentAgain = true;
    await this.#send(this.#chosen);
    await this.read(reading);
  }
}
