import type { Problem } from '@brygga/shared/api/problems';
import type { ProfileResponse } from '@brygga/shared/api/profiles';
import { CompanyProfile } from '@brygga/shared/domain/profile';
import type { OrganisationId } from '@brygga/shared/ids';
import { dropDraft, keepDraft, keptDraft } from './draft.ts';
import { readProfile, writeProfile } from './http.ts';

/** Whether what is shown is on the server, or what keeps it from there. */
export type Saving =
  | { readonly is: 'saved' | 'waiting' | 'saving' | 'unreachable' }
  /** A colleague has saved another one over the same version: somebody has to choose. */
  | { readonly is: 'changed'; readonly theirs: ProfileResponse }
  | { readonly is: 'refused'; readonly problem: Problem };

const restMillis = 700;
const retryMillis = 4_000;

/**
 * A company's profile as its own people write it: it saves by itself when the hand rests, keeps on
 * this device what the server has not got, and never writes over what a colleague has saved.
 */
export class OwnProfile {
  /** Undefined until it has been read. */
  profile = $state.raw<CompanyProfile>();
  /** Which version it is that one looks at; 0 while nobody has written one. */
  version = $state(0);
  saving = $state.raw<Saving>({ is: 'saved' });
  /** Why it could not be read. */
  unread = $state.raw<{ readonly problem: Problem | undefined }>();
  readonly company: OrganisationId;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #comesBack = () => void this.#save();

  constructor(company: OrganisationId) {
    this.company = company;
    window.addEventListener('online', this.#comesBack);
  }

  async read(): Promise<void> {
    const answer = await readProfile(this.company);
    this.unread = answer.ok ? undefined : { problem: answer.problem };
    const draft = keptDraft(this.company);
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
    keepDraft(this.company, { version: this.version, profile: this.profile });
    if (this.saving.is === 'saving' || this.saving.is === 'changed') return;
    this.saving = { is: 'waiting' };
    this.#saveIn(restMillis);
  }

  /** Takes what the colleague has saved. */
  takeTheirs(): void {
    if (this.saving.is !== 'changed') return;
    ({ version: this.version, profile: this.profile } = this.saving.theirs);
    dropDraft(this.company);
    this.saving = { is: 'saved' };
  }

  /** Saves what one has written over what the colleague has saved. */
  async keepMine(): Promise<void> {
    if (this.saving.is !== 'changed') return;
    this.version = this.saving.theirs.version;
    this.saving = { is: 'waiting' };
    await this.#save();
  }

  /** Saves at once what waits. */
  close(): void {
    window.removeEventListener('online', this.#comesBack);
    if (this.saving.is === 'waiting') void this.#save();
    clearTimeout(this.#timer);
  }

  #saveIn(millis: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#save(), millis);
  }

  async #save(): Promise<void> {
    clearTimeout(this.#timer);
    const { profile, version, company } = this;
    if (!profile || this.saving.is === 'saving' || this.saving.is === 'changed' || !keptDraft(company)) return;
    this.saving = { is: 'saving' };
    const answer = await writeProfile(company, { version, profile });
    if (answer.ok) {
      this.version = answer.value.version;
      this.#hasSaved(profile);
    } else if (answer.problem?.code === 'profile-changed') await this.#meetColleague();
    else if (answer.problem) this.saving = { is: 'refused', problem: answer.problem };
    else this.#isUnreachable();
  }

  #hasSaved(profile: CompanyProfile): void {
    if (this.profile === profile) {
      dropDraft(this.company);
      this.saving = { is: 'saved' };
      return;
    }
    if (this.profile) keepDraft(this.company, { version: this.version, profile: this.profile });
    this.saving = { is: 'waiting' };
    this.#saveIn(restMillis);
  }

  async #meetColleague(): Promise<void> {
    const answer = await readProfile(this.company);
    if (answer.ok) this.saving = { is: 'changed', theirs: answer.value };
    else this.#isUnreachable();
  }

  #isUnreachable(): void {
    this.saving = { is: 'unreachable' };
    this.#saveIn(retryMillis);
  }
}
