import { capabilities, type CapabilityId, capabilityIds } from '@brygga/shared/taxonomy/capabilities';
import { type SectorId, sectors } from '@brygga/shared/taxonomy/sectors';
import { capabilityName, m, sectorName } from '../../i18n/index.ts';

export interface CapabilityGroup {
  readonly id: SectorId | 'any';
  readonly name: string;
  readonly capabilities: readonly { readonly id: CapabilityId; readonly name: string }[];
}

const plain = (text: string): string => text.toLocaleLowerCase().normalize('NFD').replace(/\p{M}/gu, '');

/**
 * Capabilities whose name (or whose group's name) has every word that was typed, accents or not. The
 * challenge's own area comes first, then what every area needs.
 */
export const capabilityGroups = (
  typed: string,
  { first, without }: { first?: SectorId | undefined; without: ReadonlySet<CapabilityId> },
): readonly CapabilityGroup[] => {
  const words = plain(typed).split(/\s+/).filter(Boolean);
  const order = [...new Set<SectorId | 'any'>([...(first ? [first] : []), 'any', ...sectors])];
  return order
    .map((id) => {
      const name = id === 'any' ? m.sector_any() : sectorName(id);
      const found = capabilityIds
        .filter((capability) => capabilities[capability] === id && !without.has(capability))
        .map((capability) => ({ id: capability, name: capabilityName(capability) }))
        .filter((its) => words.every((word) => plain(`${its.name} ${name}`).includes(word)));
      return { id, name, capabilities: found };
    })
    .filter((group) => group.capabilities.length > 0);
};
