import { describe, expect, test } from 'vitest';
import { capabilities, capabilityIds } from './capabilities.ts';
import { sectors, type AreaId, crossCutting } from './sectors.ts';

const inArea = (area: AreaId) => capabilityIds.filter((id) => capabilities[id] === area);

describe('the table of capabilities', () => {
  test.each(sectors)('has about ten for %s', (sector) => {
    expect(inArea(sector).length).toBeGreaterThanOrEqual(10);
    expect(inArea(sector).length).toBeLessThanOrEqual(12);
  });

  test.each(crossCutting)('has some for %s', (area) => {
    expect(inArea(area).length).toBeGreaterThanOrEqual(4);
  });

  test('keeps every id of earlier boards', () => {
    const first = [
      ...['heat_pumps', 'district_energy', 'envelope_retrofit', 'building_automation', 'solar_storage'],
      ...['grid_flexibility', 'energy_services', 'low_carbon_materials', 'charging', 'electric_buses'],
      ...['cycling_walking', 'mobility_service', 'freight_consolidation', 'traffic_data', 'sorting_collection'],
      ...['anaerobic_digestion', 'composting', 'reuse_logistics', 'plastics_recycling', 'landfill_gas', 'waste_data'],
      ...['cloudburst_drainage', 'leak_detection', 'water_reuse', 'coastal_defence', 'early_warning', 'heat_shade'],
      ...['urban_greening', 'air_sensors', 'low_emission_zones', 'construction_dust', 'food_procurement'],
      ...['food_waste_prevention', 'urban_farming', 'masterplanning', 'digital_twin', 'participation'],
      ...['system_integration', 'engineering_design', 'manufacturing_supply', 'install_build'],
      ...['operation_maintenance', 'finance', 'measurement_verification', 'data_platform', 'permits_law'],
      ...['community_engagement', 'training_jobs', 'research', 'local_delivery', 'translation', 'insurance_risk'],
    ];

    expect(first.filter((id) => !Object.hasOwn(capabilities, id))).toEqual([]);
  });
});
