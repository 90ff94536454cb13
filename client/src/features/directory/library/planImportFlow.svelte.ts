import { type PlanCheck, type PlanFile, planFileBytesMax, type PlanSheet } from '@brygga/shared/api/library';
import { type Problem, problems } from '@brygga/shared/api/problems';
import { suggestMapping } from '@brygga/shared/domain/plan/suggestReading';
import type { PlanField } from '@brygga/shared/domain/plan/action';
import { type Reading, cellText } from '@brygga/shared/domain/plan/worksheet';
import type { OrganisationId } from '@brygga/shared/ids';
import { checkPlan, uploadPlanFile } from './http.ts';
import { runImport } from './importStream.ts';

export type ImportStage =
  | { readonly kind: 'choosing' }
  /** `sent` from 0 to 1; at 1 the server reads the file. */
  | { readonly kind: 'sending'; readonly name: string; readonly sent: number }
  | { readonly kind: 'mapping'; readonly name: string; readonly file: PlanFile }
  | { readonly kind: 'saving'; readonly name: string; readonly saved: number; readonly of: number }
  | { readonly kind: 'done'; readonly name: string; readonly actions: number };

/** The problem is undefined where the server was unreachable. */
type ImportFailure = { readonly problem: Problem | undefined };

const fileTooLarge = (): Problem => ({
  type: '/problems/file-too-large',
  code: 'file-too-large',
  ...problems['file-too-large'],
});

/** The import of a plan, from choosing the file to the last row. `cancel` ends what is under way. */
export class PlanImportFlow {
  stage = $state.raw<ImportStage>({ kind: 'choosing' });
  reading = $state.raw<Reading>();
  /** Result of the dry run; undefined while pending, and while no title column is chosen. */
  check = $state.raw<PlanCheck>();
  failure = $state.raw<ImportFailure>();
  readonly #city: OrganisationId;
  #file: File | undefined;
  /** A file is resent at most once: a server without space would fail again. */
  #hasResent = false;
  #abortController = new AbortController();
  #latestRequest = 0;

  constructor(city: OrganisationId) {
    this.#city = city;
  }

  get sheet(): PlanSheet | undefined {
    return this.stage.kind === 'mapping' ? this.stage.file.sheets[this.reading?.sheet ?? 0] : undefined;
  }

  /** The column headings in the chosen row. */
  get headings(): readonly string[] {
    return (this.sheet?.head[this.reading?.headings ?? 0] ?? []).map(cellText);
  }

  chooseFile(file: File): Promise<void> {
    this.#hasResent = false;
    return this.#send(file);
  }

  async #send(file: File): Promise<void> {
    this.cancel();
    this.#file = file;
    if (file.size > planFileBytesMax) {
      this.failure = { problem: fileTooLarge() };
      return;
    }
    const { name } = file;
    const { signal } = this.#abortController;
    this.stage = { kind: 'sending', name, sent: 0 };
    const result = await uploadPlanFile(
      this.#city,
      file,
      (sent) => (this.stage = { kind: 'sending', name, sent }),
      signal,
    );
    if (signal.aborted) return;
    if (!result.ok) {
      this.#fail(result.problem);
      return;
    }
    this.stage = { kind: 'mapping', name, file: result.value };
    await this.checkReading(result.value.sheets[0]?.suggested);
  }

  /** Sets how the file is read, and requests a dry run. */
  async checkReading(reading: Reading | undefined): Promise<void> {
    if (this.stage.kind !== 'mapping' || !reading) return;
    this.reading = reading;
    this.failure = undefined;
    this.check = undefined;
    this.#latestRequest += 1;
    const request = this.#latestRequest;
    if (reading.mapping.title === undefined) return;
    const result = await checkPlan(this.#city, this.stage.file.id, reading);
    if (request !== this.#latestRequest || this.stage.kind !== 'mapping') return;
    if (result.ok) this.check = result.value;
    else await this.#resendOrFail(result.problem);
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
    const { [field]: _replaced, ...others } = this.reading.mapping;
    const mapping = column === undefined ? others : { ...others, [field]: column };
    return this.checkReading({ ...this.reading, mapping });
  }

  async startImport(): Promise<void> {
    const { stage, reading } = this;
    if (stage.kind !== 'mapping' || !reading || !this.check || this.check.faultsInAll > 0) return;
    const { name, file } = stage;
    const { signal } = this.#abortController;
    this.failure = undefined;
    this.stage = { kind: 'saving', name, saved: 0, of: this.check.rows };
    const onsaved = (saved: number, of: number) => (this.stage = { kind: 'saving', name, saved, of });
    const result = await runImport(this.#city, { file: file.id, name, reading }, onsaved, signal);
    if (signal.aborted) return;
    if (result.ok) {
      this.stage = { kind: 'done', name, actions: result.actions };
      return;
    }
    this.stage = stage;
    await this.#resendOrFail(result.problem);
  }

  /** Returns to the choice of a file. An aborted import leaves no rows. */
  cancel(): void {
    this.#abortController.abort();
    this.#abortController = new AbortController();
    this.#latestRequest += 1;
    this.stage = { kind: 'choosing' };
    this.reading = undefined;
    this.check = undefined;
    this.failure = undefined;
  }

  #fail(problem: Problem | undefined): void {
    this.cancel();
    this.failure = { problem };
  }

  /** Where the server has discarded the file, sends it again. */
  async #resendOrFail(problem: Problem | undefined): Promise<void> {
    const { reading } = this;
    if (problem?.code !== 'unknown-file' || !this.#file || this.#hasResent) {
      this.failure = { problem };
      return;
    }
    this.#hasResent = true;
    await this.#send(this.#file);
    await this.checkReading(reading);
  }
}
