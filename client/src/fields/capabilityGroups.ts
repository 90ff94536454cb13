import { capabilities, type CapabilityId, capabilityIds } from '@brygga/shared/taxonomy/capabilities';
import { isProposed, type ProposedCapability, proposeCapability } from '@brygga/shared/taxonomy/proposed';
import { type SectorId, type AreaId, areas } from '@brygga/shared/taxonomy/sectors';
import { capabilityName, capabilitySynonyms, m, sectorName } from '../i18n/index.ts';

export interface CapabilityGroup {
  /** `proposed` is the group of capabilities that people on this board have proposed. */
  readonly id: AreaId | 'proposed';
  readonly name: string;
  /** Whether its capabilities are listed, or its name alone. */
  readonly open: boolean;
  readonly capabilities: readonly { readonly id: CapabilityId; readonly name: string }[];
}

interface CapabilityGroupOptions {
  /** The challenge's own area: it comes first, then what every area needs. */
  readonly first?: SectorId | undefined;
  /** Already chosen, so not listed. */
  readonly without: ReadonlySet<CapabilityId>;
  /** Groups that were opened by hand. */
  readonly opened?: ReadonlySet<CapabilityGroup['id']>;
  /** Capabilities that people on this board have proposed. */
  readonly proposed?: readonly ProposedCapability[];
}

const normalised = (text: string): string => text.toLocaleLowerCase().normalize('NFD').replace(/\p{M}/gu, '').trim();

/** How well a capability matches, 0 best; undefined where one of the typed words occurs nowhere. */
const matchRank = (typed: string, name: string, context: string): number | undefined => {
  if (name === typed) return 0;
  if (name.startsWith(typed)) return 1;
  const typedWords = typed.split(/\s+/);
  if (typedWords.every((word) => name.includes(word))) return 2;
  return typedWords.every((word) => `${name} ${context}`.includes(word)) ? 3 : undefined;
};

const synonymsOf = (id: CapabilityId): string => (isProposed(id) ? '' : capabilitySynonyms(id));

const capabilitiesInArea = (area: AreaId, without: ReadonlySet<CapabilityId>) =>
  capabilityIds
    .filter((id) => capabilities[id] === area && !without.has(id))
    .map((id) => ({ id, name: capabilityName(id) }));

/** All capabilities by area. Most areas are closed: nobody reads a hundred names at once. */
const browse = ({ first, without, opened, proposed = [] }: CapabilityGroupOptions): readonly CapabilityGroup[] => {
  const groupOf = (id: AreaId): CapabilityGroup => ({
    id,
    name: sectorName(id),
    open: opened?.has(id) === true || (first !== undefined && (id === first || id === 'any')),
    capabilities: capabilitiesInArea(id, without),
  });
  const others: CapabilityGroup = {
    id: 'proposed',
    name: m.board_capability_proposed(),
    open: opened?.has('proposed') === true,
    capabilities: proposed.filter((id) => !without.has(id)).map((id) => ({ id, name: capabilityName(id) })),
  };
  const orderedAreas = new Set<AreaId>([...(first ? [first, 'any' as const] : []), ...areas]);
  return [...[...orderedAreas].map(groupOf), others].filter((group) => group.capabilities.length > 0);
};

/** Capabilities that contain every typed word, accents ignored, the best match first. */
const search = (typed: string, choice: CapabilityGroupOptions): readonly CapabilityGroup[] =>
  browse(choice)
    .map((group) => {
      const found = group.capabilities
        .map((capability) => {
          const context = normalised(`${synonymsOf(capability.id)} ${group.name}`);
          return {
            capability,
            rank: matchRank(typed, normalised(capability.name), context) ?? Number.POSITIVE_INFINITY,
          };
        })
        .filter(({ rank }) => Number.isFinite(rank))
        .sort((one, other) => one.rank - other.rank);
      return {
        bestRank: found[0]?.rank ?? Number.POSITIVE_INFINITY,
        group: { ...group, open: true, capabilities: found.map(({ capability }) => capability) },
      };
    })
    .filter(({ group }) => group.capabilities.length > 0)
    .sort((one, other) => one.bestRank - other.bestRank)
    .map(({ group }) => group);

/** The picker's options: all by area while nothing is typed, else those that match by name, synonym or area. */
export const capabilityGroups = (typed: string, choice: CapabilityGroupOptions): readonly CapabilityGroup[] => {
  const sought = normalised(typed);
  return sought === '' ? browse(choice) : search(sought, choice);
};

/** The typed text as a proposed capability; undefined where a listed or chosen one has that name. */
export const proposalOf = (
  typed: string,
  groups: readonly CapabilityGroup[],
  without: ReadonlySet<CapabilityId>,
): ProposedCapability | undefined => {
  const proposal = proposeCapability(typed);
  if (!proposal) return undefined;
  const sought = normalised(typed);
  const existing = [...groups.flatMap((group) => group.capabilities.map(({ name }) => name)), ...namesOf(without)];
  return existing.some((name) => normalised(name) === sought) ? undefined : proposal;
};

const namesOf = (chosen: ReadonlySet<CapabilityId>): readonly string[] => [...chosen].map(capabilityName);
