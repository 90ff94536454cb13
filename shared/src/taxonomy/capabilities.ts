import { z } from 'zod';
import type { SectorId } from './sectors.ts';

/**
 * What companies can do, as ids that never change; names are messages `capability_*`. The words
 * follow the trade's: C40's areas, and what consortia lack most often whatever the area (`any`).
 */
export const capabilities = {
  heat_pumps: 'energy_buildings',
  district_energy: 'energy_buildings',
  envelope_retrofit: 'energy_buildings',
  building_automation: 'energy_buildings',
  solar_storage: 'energy_buildings',
  grid_flexibility: 'energy_buildings',
  energy_services: 'energy_buildings',
  low_carbon_materials: 'energy_buildings',
  charging: 'transport',
  electric_buses: 'transport',
  cycling_walking: 'transport',
  mobility_service: 'transport',
  freight_consolidation: 'transport',
  traffic_data: 'transport',
  sorting_collection: 'waste',
  anaerobic_digestion: 'waste',
  composting: 'waste',
  reuse_logistics: 'waste',
  plastics_recycling: 'waste',
  landfill_gas: 'waste',
  waste_data: 'waste',
  cloudburst_drainage: 'adaptation_water',
  leak_detection: 'adaptation_water',
  water_reuse: 'adaptation_water',
  coastal_defence: 'adaptation_water',
  early_warning: 'adaptation_water',
  heat_shade: 'adaptation_water',
  urban_greening: 'adaptation_water',
  air_sensors: 'air_quality',
  low_emission_zones: 'air_quality',
  construction_dust: 'air_quality',
  food_procurement: 'food_systems',
  food_waste_prevention: 'food_systems',
  urban_farming: 'food_systems',
  masterplanning: 'urban_planning',
  digital_twin: 'urban_planning',
  participation: 'urban_planning',
  system_integration: 'any',
  engineering_design: 'any',
  manufacturing_supply: 'any',
  install_build: 'any',
  operation_maintenance: 'any',
  finance: 'any',
  measurement_verification: 'any',
  data_platform: 'any',
  permits_law: 'any',
  community_engagement: 'any',
  training_jobs: 'any',
  research: 'any',
  local_delivery: 'any',
  translation: 'any',
  insurance_risk: 'any',
} as const satisfies Record<string, SectorId | 'any'>;

export type CapabilityId = keyof typeof capabilities;
export const capabilityIds = Object.keys(capabilities) as readonly CapabilityId[];
export const CapabilityId = z.enum(capabilityIds as [CapabilityId, ...CapabilityId[]]);
