import type { SectorId } from '../../taxonomy/sectors.ts';
import { normaliseWords } from './worksheet.ts';

/**
 * What plans call C40's areas, in English and Swedish, beside their names in the catalogue. Whole
 * words: `avfall` is found in `Avfall och återbruk`.
 */
const sectorTerms: Readonly<Record<SectorId, readonly string[]>> = {
  adaptation_water: [
    'adaptation',
    'water',
    'flooding',
    'stormwater',
    'resilience',
    'klimatanpassning',
    'anpassning',
    'vatten',
    'dagvatten',
    'skyfall',
    'översvämning',
    'nature',
    'natur',
    'grönstruktur',
  ],
  air_quality: ['air', 'luft', 'luftkvalitet'],
  energy_buildings: [
    'energy',
    'buildings',
    'building',
    'heating',
    'electricity',
    'energi',
    'byggnader',
    'byggnad',
    'fastigheter',
    'bostäder',
    'bebyggelse',
    'uppvärmning',
    'fjärrvärme',
    'el',
  ],
  food_systems: ['food', 'agriculture', 'mat', 'livsmedel', 'måltider', 'jordbruk'],
  transport: [
    'transport',
    'transports',
    'transportation',
    'mobility',
    'traffic',
    'transporter',
    'trafik',
    'mobilitet',
    'resor',
    'resande',
  ],
  urban_planning: [
    'planning',
    'urban planning',
    'land use',
    'construction',
    'stadsplanering',
    'samhällsplanering',
    'planering',
    'markanvändning',
    'byggande',
  ],
  waste: [
    'waste',
    'circular',
    'recycling',
    'avfall',
    'cirkulär',
    'återbruk',
    'återvinning',
    'konsumtion',
    'consumption',
  ],
};

/** The area whose terms occur; of several, the one that is named first. */
export const sectorIn = (cell: string): SectorId | undefined => {
  const text = ` ${normaliseWords(cell)} `;
  let first: { sector: SectorId; at: number } | undefined;
  for (const [sector, terms] of Object.entries(sectorTerms) as [SectorId, readonly string[]][]) {
    for (const word of [normaliseWords(sector), ...terms]) {
      const at = text.indexOf(` ${word} `);
      if (at >= 0 && (!first || at < first.at)) first = { sector, at };
    }
  }
  return first?.sector;
};
