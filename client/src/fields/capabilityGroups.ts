import { capabilities, type CapabilityId, capabilityIds } from '@brygga/shared/taxonomy/capabilities';
import { isProposed, type ProposedCapability, proposeCapability } from '@brygga/shared/taxonomy/proposed';
import { type SectorId, type AreaId, areas } from '@brygga/shared/taxonomy/sectors';
import { capabilityName, capabilityWords, m, sectorName } from '../i18n/index.ts';

export interface CapabilityGroup {
  /** `proposed` holds what others on this board have proposed. */
  readonly id: AreaId | 'proposed';
  readonly name: string;
  /** Whether its capabilities are shown, or the area's name alone. */
  readonly open: boolean;
  readonly capabilities: readonly { readonly id: CapabilityId; readonly name: string }[];
}

interface CapabilityGroupOptions {
  /** The challenge's own area: it comes first, then what every area needs. */
  readonly first?: SectorId | undefined;
  /** What is chosen already. */
  readonly without: ReadonlySet<CapabilityId>;
  /** Groups that were opened by hand. */
  readonly opened?: ReadonlySet<CapabilityGroup['id']>;
  /** What others have proposed. */
  readonly proposed?: readonly ProposedCapability[];
}

const normalised = (text: string): string => text.toLocaleLowerCase().normalize('NFD').replace(/\p{M}/gu, '').trim();

/** How well what was typed fits, the least the best; undefined where a word of it is nowhere. */
const matchRank = (typed: string, name: string, around: string): number | undefined => {
  if (name === typed) return 0;
  if (name.startsWith(typed)) return 1;
  const words = typed.split(/\s+/);
  if (words.every((word) => name.includes(word))) return 2;
  return words.every((word) => `${name} ${around}`.includes(word)) ? 3 : undefined;
};

const synonymsOf = (id: CapabilityId): string => (isProposed(id) ? '' : capabilityWords(id));

const capabilitiesInArea = (area: AreaId, without: ReadonlySet<CapabilityId>) =>
  capabilityIds
    .filter((id) => capabilities[id] === area && !without.has(id))
    .map((id) => ({ id, name: capabilityName(id) }));

/** Everything by area: a hundred names at once help nobody, so most areas are closed. */
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
  const inOrder = new Set<AreaId>([...(first ? [first, 'any' as const] : []), ...areas]);
  return [...[...inOrder].map(groupOf), others].filter((group) => group.capabilities.length > 0);
};

/** Capabilities that have every word that was typed, accents or not, the best first. */
const search = (typed: string, choice: CapabilityGroupOptions): readonly CapabilityGroup[] =>
  browse(choice)
    .map((group) => {
      const found = group.capabilities
        .map((its) => {
          const around = normalised(`${synonymsOf(its.id)} ${group.name}`);
          return { its, far: matchRank(typed, normalised(its.name), around) ?? Number.POSITIVE_INFINITY };
        })
        .filter(({ far }) => Number.isFinite(far))
        .sort((one, other) => one.far - other.far);
      return {
        nearest: found[0]?.far ?? Number.POSITIVE_INFINITY,
        group: { ...group, open: true, capabilities: found.map(({ its }) => its) },
      };
    })
    .filter(({ group }) => group.capabilities.length > 0)
    .sort((one, other) => one.nearest - other.nearest)
    .map(({ group }) => group);

/** What the picker lists: all by area until something is typed, then what fits it by name, other words or area. */
export const capabilityGroups = (typed: string, choice: CapabilityGroupOptions): readonly CapabilityGroup[] => {
  const sought = normalised(typed);
  return sought === '' ? browse(choice) : search(sought, choice);
};

/** What was typed as a capability of its own, where there is none of that name among the groups or the chosen. */
export const proposalOf = (
  typed: string,
  groups: readonly CapabilityGroup[],
  without: ReadonlySet<CapabilityId>,
): ProposedCapability | undefined => {
  const proposal = proposeCapability(typed);
  if (!proposal) return undefined;
  const sought = normalised(typed);
  const there = [...groups.flatMap((group) => group.capabilities.map(({ name }) => name)), ...namesOf(without)];
  return there.some((name) => normalised(name) === sought) ? undefined : proposal;
};

const namesOf = (chosen: ReadonlySet<CapabilityId>): readonly string[] => [...chosen].map(capabilityName);
