import type { Problem } from '@brygga/shared/api/problems';
import type { ProfileResponse } from '@brygga/shared/api/accounts';
import { CompanyProfile } from '@brygga/shared/document/profile';
import type { OrganisationId } from '@brygga/shared/ids';
import { deleteProfileDraft, saveProfileDraft, readProfileDraft } from './profileDraft.ts';
import { readProfile, writeProfile } from './http.ts';

/** Whether the shown profile is on the server, or why not. */
export type SaveState =
  | { readonly kind: 'saved' | 'waiting' | 'saving' | 'unreachable' }
  /** A colleague has saved over the same version: the user has to choose. */
  | { readonly kind: 'conflict'; readonly serverProfile: ProfileResponse }
  | { readonly kind: 'refused'; readonly problem: Problem };

const autosaveDelayMs = 700;
const retryDelayMs = 4_000;

/**
 * A company's profile while its people edit it: saved automatically after a pause, kept in
 * localStorage until the server has it, and never overwriting a colleague's version unasked.
 */
export class OwnProfile {
  /** Undefined until it has been read. */
  profile = $state.raw<CompanyProfile>();
  /** Version that the shown profile is based on; 0 before the first save. */
  version = $state(0);
  saveState = $state.raw<SaveState>({ kind: 'saved' });
  loadFailure = $state.raw<{ readonly problem: Problem | undefined }>();
  readonly company: OrganisationId;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #onOnline = () => void this.#save();

  constructor(company: OrganisationId) {
    this.company = company;
    window.addEventListener('online', this.#onOnline);
  }

  async load(): Promise<void> {
    const result = await readProfile(this.company);
    this.loadFailure = result.ok ? undefined : { problem: result.problem };
    const draft = readProfileDraft(this.company);
    if (result.ok) ({ version: this.version, profile: this.profile } = result.value);
    if (!draft) return;
    // Resumes from the version the draft is based on: a colleague's save since then surfaces as a conflict.
    ({ version: this.version, profile: this.profile } = draft);
    await this.#save();
  }

  change(fields: Partial<CompanyProfile>): void {
    if (!this.profile) return;
    this.profile = CompanyProfile.parse({ ...this.profile, ...fields });
    saveProfileDraft(this.company, { version: this.version, profile: this.profile });
    if (this.saveState.kind === 'saving' || this.saveState.kind === 'conflict') return;
    this.saveState = { kind: 'waiting' };
    this.#saveAfter(autosaveDelayMs);
  }

  /** Drops one's own changes for the colleague's version. */
  acceptServerVersion(): void {
    if (this.saveState.kind !== 'conflict') return;
    ({ version: this.version, profile: this.profile } = this.saveState.serverProfile);
    deleteProfileDraft(this.company);
    this.saveState = { kind: 'saved' };
  }

  /** Saves one's own changes over the colleague's version. */
  async overwriteServerVersion(): Promise<void> {
    if (this.saveState.kind !== 'conflict') return;
    this.version = this.saveState.serverProfile.version;
    this.saveState = { kind: 'waiting' };
    await this.#save();
  }

  /** Saves pending changes at once. */
  close(): void {
    window.removeEventListener('online', this.#onOnline);
    if (this.saveState.kind === 'waiting') void this.#save();
    clearTimeout(this.#timer);
  }

  #saveAfter(delayMs: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#save(), delayMs);
  }

  async #save(): Promise<void> {
    clearTimeout(this.#timer);
    const { profile, version, company } = this;
    if (
      !profile ||
      this.saveState.kind === 'saving' ||
      this.saveState.kind === 'conflict' ||
      !readProfileDraft(company)
    )
      return;
    this.saveState = { kind: 'saving' };
    const result = await writeProfile(company, { version, profile });
    if (result.ok) {
      this.version = result.value.version;
      this.#onSaved(profile);
    } else if (result.problem?.code === 'profile-changed') await this.#onConflict();
    else if (result.problem) this.saveState = { kind: 'refused', problem: result.problem };
    else this.#onUnreachable();
  }

  #onSaved(saved: CompanyProfile): void {
    if (this.profile === saved) {
      deleteProfileDraft(this.company);
      this.saveState = { kind: 'saved' };
      return;
    }
    if (this.profile) saveProfileDraft(this.company, { version: this.version, profile: this.profile });
    this.saveState = { kind: 'waiting' };
    this.#saveAfter(autosaveDelayMs);
  }

  async #onConflict(): Promise<void> {
    const result = await readProfile(this.company);
    if (result.ok) this.saveState = { kind: 'conflict', serverProfile: result.value };
    else this.#onUnreachable();
  }

  #onUnreachable(): void {
    this.saveState = { kind: 'unreachable' };
    this.#saveAfter(retryDelayMs);
  }
}
