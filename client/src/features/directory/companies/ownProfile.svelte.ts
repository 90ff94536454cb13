import type { Problem } from '@brygga/shared/api/problems';
import type { ProfileResponse } from '@brygga/shared/api/accounts';
import { CompanyProfile } from '@brygga/shared/domain/profile';
import type { OrganisationId } from '@brygga/shared/ids';
import { deleteProfileDraft, saveProfileDraft, readProfileDraft } from './profileDraft.ts';
import { readProfile, writeProfile } from './http.ts';

/** Whether what is shown is on the server, or what keeps it from there. */
export type SaveState =
  | { readonly kind: 'saved' | 'waiting' | 'saving' | 'unreachable' }
  /** A colleague has saved another one over the same version: somebody has to choose. */
  | { readonly kind: 'changed'; readonly serverProfile: ProfileResponse }
  | { readonly kind: 'refused'; readonly problem: Problem };

const autosaveDelayMs = 700;
const retryDelayMs = 4_000;

/**
 * A company's profile as its own people write it: it saves by itself when the hand rests, keeps on
 * this device what the server has not got, and never writes over what a colleague has saved.
 */
export class OwnProfile {
  /** Undefined until it has been read. */
  profile = $state.raw<CompanyProfile>();
  /** Which version it is that one looks at; 0 while nobody has written one. */
  version = $state(0);
  saveState = $state.raw<SaveState>({ kind: 'saved' });
  /** Why it could not be read. */
  loadFailure = $state.raw<{ readonly problem: Problem | undefined }>();
  readonly company: OrganisationId;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #comesBack = () => void this.#save();

  constructor(company: OrganisationId) {
    this.company = company;
    window.addEventListener('online', this.#comesBack);
  }

  async load(): Promise<void> {
    const answer = await readProfile(this.company);
    this.loadFailure = answer.ok ? undefined : { problem: answer.problem };
    const draft = readProfileDraft(this.company);
    if (answer.ok) ({ version: this.version, profile: this.profile } = answer.value);
    if (!draft) return;
    // It goes on from the version that it was begun over: what a colleague saved since is found when it is saved.
    ({ version: this.version, profile: this.profile } = draft);
    await this.#save();
  }

  /** Changes some of its fields. */
  change(part: Partial<CompanyProfile>): void {
    if (!this.profile) return;
    this.profile = CompanyProfile.parse({ ...this.profile, ...part });
    saveProfileDraft(this.company, { version: this.version, profile: this.profile });
    if (this.saveState.kind === 'saving' || this.saveState.kind === 'changed') return;
    this.saveState = { kind: 'waiting' };
    this.#saveIn(autosaveDelayMs);
  }

  /** Takes what the colleague has saved. */
  acceptServerVersion(): void {
    if (this.saveState.kind !== 'changed') return;
    ({ version: this.version, profile: this.profile } = this.saveState.serverProfile);
    deleteProfileDraft(this.company);
    this.saveState = { kind: 'saved' };
  }

  /** Saves what one has written over what the colleague has saved. */
  async overwriteServerVersion(): Promise<void> {
    if (this.saveState.kind !== 'changed') return;
    this.version = this.saveState.serverProfile.version;
    this.saveState = { kind: 'waiting' };
    await this.#save();
  }

  /** Saves at once what waits. */
  close(): void {
    window.removeEventListener('online', this.#comesBack);
    if (this.saveState.kind === 'waiting') void this.#save();
    clearTimeout(this.#timer);
  }

  #saveIn(millis: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#save(), millis);
  }

  async #save(): Promise<void> {
    clearTimeout(this.#timer);
    const { profile, version, company } = this;
    if (!profile || this.saveState.kind === 'saving' || this.saveState.kind === 'changed' || !readProfileDraft(company))
      return;
    this.saveState = { kind: 'saving' };
    const answer = await writeProfile(company, { version, profile });
    if (answer.ok) {
      this.version = answer.value.version;
      this.#hasSaved(profile);
    } else if (answer.problem?.code === 'profile-changed') await this.#meetColleague();
    else if (answer.problem) this.saveState = { kind: 'refused', problem: answer.problem };
    else this.#isUnreachable();
  }

  #hasSaved(profile: CompanyProfile): void {
    if (this.profile === profile) {
      deleteProfileDraft(this.company);
      this.saveState = { kind: 'saved' };
      return;
    }
    if (this.profile) saveProfileDraft(this.company, { version: this.version, profile: this.profile });
    this.saveState = { kind: 'waiting' };
    this.#saveIn(autosaveDelayMs);
  }

  async #meetColleague(): Promise<void> {
    const answer = await readProfile(this.company);
    if (answer.ok) this.saveState = { kind: 'changed', serverProfile: answer.value };
    else this.#isUnreachable();
  }

  #isUnreachable(): void {
    this.saveState = { kind: 'unreachable' };
    this.#saveIn(retryDelayMs);
  }
}
