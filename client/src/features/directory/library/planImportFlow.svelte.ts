import { type PlanCheck, type PlanFile, planFileBytesMax, type PlanSheet } from '@brygga/shared/api/library';
import { type Problem, problems } from '@brygga/shared/api/problems';
import { suggestMapping } from '@brygga/shared/domain/plan/suggestReading';
import type { PlanField } from '@brygga/shared/domain/plan/action';
import { type Reading, cellText } from '@brygga/shared/domain/plan/worksheet';
import type { OrganisationId } from '@brygga/shared/ids';
import { runImport, checkPlan, uploadPlanFile } from './http.ts';

export type ImportStage =
  | { readonly kind: 'choosing' }
  /** `sent` from 0 to 1; at 1 the server reads. */
  | { readonly kind: 'sending'; readonly name: string; readonly sent: number }
  | { readonly kind: 'mapping'; readonly name: string; readonly file: PlanFile }
  | { readonly kind: 'saving'; readonly name: string; readonly saved: number; readonly of: number }
  | { readonly kind: 'done'; readonly name: string; readonly actions: number };

/** What went wrong; undefined stands for a server that could not be reached. */
type ImportFailure = { readonly problem: Problem | undefined };

const fileTooLarge = (): Problem => ({
  type: '/problems/file-too-large',
  code: 'file-too-large',
  ...problems['file-too-large'],
});

/** Bringing a plan in, from choosing the file to the last row. What is under way ends with `stop`. */
export class PlanImportFlow {
  stage = $state.raw<ImportStage>({ kind: 'choosing' });
  reading = $state.raw<Reading>();
  /** How the file would come in; undefined while it is asked, and where no column is chosen for the titles. */
  check = $state.raw<PlanCheck>();
  failure = $state.raw<ImportFailure>();
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
    return this.stage.kind === 'mapping' ? this.stage.file.sheets[this.reading?.sheet ?? 0] : undefined;
  }

  /** The headings of the columns, as they stand in the chosen row. */
  get headings(): readonly string[] {
    return (this.sheet?.head[this.reading?.headings ?? 0] ?? []).map(cellText);
  }

  chooseFile(file: File): Promise<void> {
    this.#sentAgain = false;
    return this.#send(file);
  }

  async #send(file: File): Promise<void> {
    this.cancel();
    this.#chosen = file;
    if (file.size > planFileBytesMax) {
      this.failure = { problem: fileTooLarge() };
      return;
    }
    const { name } = file;
    const { signal } = this.#under;
    this.stage = { kind: 'sending', name, sent: 0 };
    const answer = await uploadPlanFile(
      this.#city,
      file,
      (sent) => (this.stage = { kind: 'sending', name, sent }),
      signal,
    );
    if (signal.aborted) return;
    if (!answer.ok) {
      this.#fail(answer.problem);
      return;
    }
    this.stage = { kind: 'mapping', name, file: answer.value };
    await this.checkReading(answer.value.sheets[0]?.suggested);
  }

  /** Reads the file this way, and asks what would come of it. */
  async checkReading(reading: Reading | undefined): Promise<void> {
    if (this.stage.kind !== 'mapping' || !reading) return;
    this.reading = reading;
    this.failure = undefined;
    this.check = undefined;
    this.#asked += 1;
    const asked = this.#asked;
    if (reading.mapping.title === undefined) return;
    const answer = await checkPlan(this.#city, this.stage.file.id, reading);
    if (asked !== this.#asked || this.stage.kind !== 'mapping') return;
    if (answer.ok) this.check = answer.value;
    else await this.#failWithFile(answer.problem);
  }

  chooseSheet(index: number): Promise<void> {
    return this.checkReading(this.stage.kind === 'mapping' ? this.stage.file.sheets[index]?.suggested : undefined);
  }

  chooseHeadings(row: number): Promise<void> {
    const headings = (this.sheet?.head[row] ?? []).map(cellText);
    return this.checkReading(this.reading && { ...this.reading, headings: row, mapping: suggestMapping(headings) });
  }

  chooseColumn(field: PlanField, column: number | undefined): Promise<void> {
    if (!this.reading) return Promise.resolve();
    const { [field]: _before, ...others } = this.reading.mapping;
    const mapping = column === undefined ? others : { ...others, [field]: column };
    return this.checkReading({ ...this.reading, mapping });
  }

  async startImport(): Promise<void> {
    const { stage, reading } = this;
    if (stage.kind !== 'mapping' || !reading || !this.check || this.check.faultsInAll > 0) return;
    const { name, file } = stage;
    const { signal } = this.#under;
    this.failure = undefined;
    this.stage = { kind: 'saving', name, saved: 0, of: this.check.rows };
    const onsaved = (saved: number, of: number) => (this.stage = { kind: 'saving', name, saved, of });
    const brought = await runImport(this.#city, { file: file.id, name, reading }, onsaved, signal);
    if (signal.aborted) return;
    if (brought.ok) {
      this.stage = { kind: 'done', name, actions: brought.actions };
      return;
    }
    this.stage = stage;
    await this.#failWithFile(brought.problem);
  }

  /** Ends what is under way: of a file that is just being brought in, nothing stays. */
  cancel(): void {
    this.#under.abort();
    this.#under = new AbortController();
    this.#asked += 1;
    this.stage = { kind: 'choosing' };
    this.reading = undefined;
    this.check = undefined;
    this.failure = undefined;
  }

  #fail(problem: Problem | undefined): void {
    this.cancel();
    this.failure = { problem };
  }

  /** Where the server has let go of the file, it is sent again: it is still here. */
  async #failWithFile(problem: Problem | undefined): Promise<void> {
    const { reading } = this;
    if (problem?.code !== 'unknown-file' || !this.#chosen || this.#sentAgain) {
      this.failure = { problem };
      return;
    }
    this.#sentAgain = true;
    await this.#send(this.#chosen);
    await this.checkReading(reading);
  }
}
