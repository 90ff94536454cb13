import type { Organisation, OrganisationInput } from '@brygga/shared/api/accounts';
import type { Importance } from '@brygga/shared/document/cards/challenge';
import type { NoteColour } from '@brygga/shared/document/cards/note';
import type { Role } from '@brygga/shared/document/roster';
import type { Reference } from '@brygga/shared/document/profile';
import type { PersonId } from '@brygga/shared/ids';
import type { CapabilityId } from '@brygga/shared/taxonomy/capabilities';
import type { SectorId } from '@brygga/shared/taxonomy/sectors';

/*
 * What a demo workshop begins with. The kinds of challenge are those that such cities have; numbers,
 * companies and people are invented, and the first note on the board says so.
 */

export const demoTitle = 'Demo: Nordic solutions meet three cities';

interface OrganisationContent extends OrganisationInput {
  readonly people: readonly { readonly name: string; readonly role?: Role }[];
}

/** In the order in which a visitor is offered to look as their people. */
export const organisations = {
  host: {
    kind: 'host',
    name: 'Skymningsbryggan',
    country: 'SE',
    people: [{ name: 'Linnea Ekvall', role: 'facilitator' }],
  },
  athens: { kind: 'city', name: 'Athens', country: 'GR', people: [{ name: 'Eleni Markou' }] },
  rotterdam: { kind: 'city', name: 'Rotterdam', country: 'NL', people: [{ name: 'Joris van Aldersum' }] },
  bogota: { kind: 'city', name: 'Bogotá', country: 'CO', people: [{ name: 'Camila Rojas' }] },
  shade: { kind: 'company', name: 'Skuggholm & Segel', country: 'SE', people: [{ name: 'Signe Almlund' }] },
  green: {
    kind: 'company',
    name: 'Lövtaket i Norr',
    country: 'SE',
    people: [{ name: 'Oskar Lindmo' }, { name: 'Farah Nouri' }],
  },
  rain: { kind: 'company', name: 'Regnvejrs Dæmpning', country: 'DK', people: [{ name: 'Freja Holmdal' }] },
  heat: { kind: 'company', name: 'Hiilisalmen Lämpö', country: 'FI', people: [{ name: 'Aino Laineranta' }] },
  biogas: { kind: 'company', name: 'Kompostvika Biogass', country: 'NO', people: [{ name: 'Håkon Myhrstad' }] },
  freight: { kind: 'company', name: 'Tjørnedal Bynær Fragt', country: 'DK', people: [{ name: 'Mads Kjærlund' }] },
  sensors: { kind: 'company', name: 'Måsvåg Måling', country: 'NO', people: [{ name: 'Ingrid Solvang' }] },
  finance: { kind: 'company', name: 'Hraunvík Fjármögnun', country: 'IS', people: [{ name: 'Jón Hraunfjörð' }] },
} as const satisfies Record<string, OrganisationContent>;

export type OrganisationKey = keyof typeof organisations;

/** An organisation of this content in one copy of the demo, and the first of its people. */
export type PersonaLookup = (key: OrganisationKey) => {
  readonly organisation: Organisation;
  readonly first: { readonly id: PersonId; readonly role: Role };
};

interface NeedContent {
  readonly capability: CapabilityId;
  readonly title: string;
  readonly importance: Importance;
}

interface NoteContent {
  readonly by: OrganisationKey;
  readonly text: string;
  readonly colour: NoteColour;
}

export interface ChallengeContent {
  readonly city: OrganisationKey;
  readonly sector: SectorId;
  readonly title: string;
  readonly outcome: string;
  readonly brief: string;
  readonly needs: readonly NeedContent[];
  /** At most two: they lie in a row below it. */
  readonly notes: readonly NoteContent[];
}

const need = (capability: CapabilityId, importance: Importance, its: string): NeedContent => ({
  capability,
  importance,
  title: its,
});

const note = (by: OrganisationKey, colour: NoteColour, text: string): NoteContent => ({ by, colour, text });

/** Three above, the others below; the first is the one that has a consortium. */
export const challenges: readonly ChallengeContent[] = [
  {
    city: 'athens',
    sector: 'adaptation_water',
    title: 'Schoolyards that stay cool in June',
    outcome: '40 schoolyards at most 32 °C at noon by 2029',
    brief:
      'Asphalt schoolyards reach 45 °C in early summer, and lessons end at noon. Some 9,000 pupils in the densest districts are concerned, and so are the neighbours who use the yards in the evening.\n' +
      'We have tried sun sails in four yards. They helped, but nobody looked after them. We offer three schools as test sites, from the coming spring.',
    needs: [
      need('heat_shade', 'must', 'Shade that stands 15 years and storms'),
      need('urban_greening', 'must', 'Trees and soil that live on little water'),
      need('community_engagement', 'must', 'Pupils and parents shape their own yard'),
      need('measurement_verification', 'should', 'Temperature before and after, open data'),
      need('operation_maintenance', 'must', 'Care for ten years, by people nearby'),
      need('finance', 'could', 'Paid from what is saved, or by a guarantee'),
    ],
    notes: [
      note('green', 'mint', 'Idea: mulberry and carob. Deep roots, no watering after year three.'),
      note('finance', 'sky', 'Question: who owns the yards, the city or the state?'),
    ],
  },
  {
    city: 'rotterdam',
    sector: 'adaptation_water',
    title: 'Room for a cloudburst in old streets',
    outcome: '60 mm of rain in an hour without water indoors by 2032',
    brief:
      'Streets below sea level, with pipes from the 1960s, take 20 mm in an hour. Two storms flooded 1,100 ground floors in the last five years.\n' +
      'Sewers are dug up for renewal anyway, some 40 km a year. We want every dig to leave room for water, at no more than 15 % above the cost of pipes alone.',
    needs: [
      need('cloudburst_drainage', 'must', 'Storage under streets, squares and parking'),
      need('engineering_design', 'must', 'Standard details that our engineers can reuse'),
      need('install_build', 'must', 'Crews that build in narrow, living streets'),
      need('early_warning', 'should', 'Warning two hours ahead, street by street'),
      need('digital_twin', 'should', 'A model that shows where water goes'),
      need('insurance_risk', 'could', 'Lower premiums where the risk has fallen'),
    ],
    notes: [
      note('rain', 'mint', 'Idea: empty the basins before the storm, by the forecast. It doubles what they hold.'),
      note('rotterdam', 'yellow', 'Question to all: what may not stand under a bicycle lane?'),
    ],
  },
  {
    city: 'bogota',
    sector: 'transport',
    title: 'Goods into the centre without diesel',
    outcome: '50 % fewer diesel kilometres for deliveries in the centre by 2030',
    brief:
      'Tens of thousands of vans and small lorries deliver every day, most of them half empty, many by drivers who own one old vehicle. Air in the delivery streets breaks the limit on 120 days a year.\n' +
      'Whatever comes must work for the smallest shops, and for the drivers. The city can give loading bays, night hours and two plots at the edge of the centre.',
    needs: [
      need('freight_consolidation', 'must', 'Shared hubs and last-mile rounds'),
      need('charging', 'must', 'Charging for vans and cargo bicycles at the hubs'),
      need('traffic_data', 'should', 'Who delivers where and when, without spying'),
      need('training_jobs', 'must', 'Drivers keep an income while they change over'),
      need('local_delivery', 'must', 'A partner with an office in the city'),
      need('finance', 'should', 'Leases that an owner-driver can carry'),
      need('permits_law', 'could', 'Night deliveries in quiet streets'),
    ],
    notes: [
      note('bogota', 'yellow', 'What would make 200 owner-drivers join in the first year?'),
      note('freight', 'mint', 'Start with pharmacies: small parcels, many stops, fixed hours.'),
    ],
  },
  {
    city: 'rotterdam',
    sector: 'energy_buildings',
    title: 'Heat for 4,000 homes without gas',
    outcome: '4,000 homes off gas, at no higher monthly cost, by 2031',
    brief:
      'A district of post-war flats, half of it owned by one housing association. The harbour has waste heat at 35 °C, too cool for the old network.\n' +
      'Tenants have been promised twice, and are tired of it. No street is dug up more than once.',
    needs: [
      need('district_energy', 'must', 'A low-temperature network'),
      need('heat_pumps', 'must', 'Lifting 35 °C to what the flats need'),
      need('envelope_retrofit', 'should', 'Windows and facades, with the tenants at home'),
      need('building_automation', 'should', 'Radiators that balance themselves'),
      need('community_engagement', 'must', 'Somebody whom tenants can call'),
      need('energy_services', 'could', 'A contract by degrees, not by kilowatt-hours'),
    ],
    notes: [note('heat', 'mint', 'The harbour heat is warm enough. What is the price for the connection?')],
  },
  {
    city: 'bogota',
    sector: 'waste',
    title: 'Market waste into soil and gas',
    outcome: '300 tonnes a day away from landfill by 2030',
    brief:
      'Nineteen public markets and their streets leave 300 tonnes of food waste a day, all of it mixed and most of it on a landfill that is full in six years.\n' +
      'Recyclers work here already. A solution without them has no support, from them or from us.',
    needs: [
      need('sorting_collection', 'must', 'Sorting at the stall that takes no extra minute'),
      need('anaerobic_digestion', 'must', 'A plant that bears stones and plastic'),
      need('composting', 'should', 'Soil that farmers nearby want to buy'),
      need('training_jobs', 'must', 'Recyclers as staff or as owners'),
      need('waste_data', 'could', 'Weight by market and day'),
    ],
    notes: [note('biogas', 'mint', 'Idea: pay the stalls per clean crate. It worked better than fines.')],
  },
];

export interface OfferContent {
  readonly company: OrganisationKey;
  readonly title: string;
  readonly text: string;
  /** Its trade first: in that it is an expert. */
  readonly capabilities: readonly CapabilityId[];
  /** What shows its trade. */
  readonly shown?: Omit<Reference, 'id'>;
  readonly languages: readonly string[];
  /** Where it works, beside its own country. */
  readonly countries: readonly string[];
  readonly canLead?: boolean;
}

export const offers: readonly OfferContent[] = [
  {
    company: 'shade',
    title: 'Shade as a building part',
    text: 'Steel and sailcloth roofs for yards and squares, made to be taken down in a storm by one person.',
    capabilities: ['heat_shade', 'manufacturing_supply'],
    shown: { title: 'Roofs over school yards', place: 'Landskrona', country: 'SE', year: 2023, scale: '14 yards' },
    languages: ['sv', 'en'],
    countries: ['GR', 'DK'],
    canLead: true,
  },
  {
    company: 'green',
    title: 'Trees where nothing grew',
    text: 'Planting in structural soil, with five years of care and a neighbour who is paid to look in.',
    capabilities: ['urban_greening', 'operation_maintenance', 'community_engagement'],
    shown: { title: 'Trees in paved streets', place: 'Umeå', country: 'SE', year: 2022, scale: '900 trees' },
    languages: ['sv', 'en', 'fi'],
    countries: ['FI', 'NO'],
  },
  {
    company: 'rain',
    title: 'Streets that hold water',
    text: 'Modules under parking and squares, emptied ahead of the storm. Designed for crews without special machines.',
    capabilities: ['cloudburst_drainage', 'engineering_design'],
    shown: { title: 'Water under a square', place: 'Aarhus', country: 'DK', year: 2021, scale: '2,300 m³' },
    languages: ['da', 'en', 'nl'],
    countries: ['NL', 'SE'],
    canLead: true,
  },
  {
    company: 'heat',
    title: 'Heat pumps for whole districts',
    text: 'Lifts waste heat from 20 °C and up. We build, run and sell by the degree.',
    capabilities: ['heat_pumps', 'district_energy', 'energy_services'],
    shown: { title: 'Waste heat for 1,800 flats', place: 'Turku', country: 'FI', year: 2024, scale: '6 MW' },
    languages: ['fi', 'en'],
    countries: ['NL', 'SE', 'EE'],
    canLead: true,
  },
  {
    company: 'biogas',
    title: 'Small digesters, big appetites',
    text: 'Plants for 20 to 100 tonnes a day that bear dirty input. Run by local staff after a year together.',
    capabilities: ['anaerobic_digestion', 'composting', 'training_jobs'],
    shown: { title: 'Digester at a food market', place: 'Bergen', country: 'NO', year: 2020, scale: '40 tonnes a day' },
    languages: ['nb', 'en', 'es'],
    countries: ['CO', 'CL'],
  },
  {
    company: 'freight',
    title: 'One round instead of nine',
    text: 'Hubs at the edge of town, cargo bicycles and small vans, and the software that plans the rounds.',
    capabilities: ['freight_consolidation', 'traffic_data', 'charging'],
    shown: { title: 'Shared rounds for a town centre', place: 'Odense', country: 'DK', year: 2023, scale: '600 shops' },
    languages: ['da', 'en', 'es'],
    countries: ['CO', 'ES'],
  },
  {
    company: 'sensors',
    title: 'Numbers that both sides trust',
    text: 'Sensors for heat, water and weight, with open data, and a baseline before anything is built.',
    capabilities: ['measurement_verification', 'early_warning', 'data_platform', 'waste_data'],
    languages: ['nb', 'en'],
    countries: ['GR', 'NL', 'CO'],
  },
  {
    company: 'finance',
    title: 'First money in',
    text: 'Guarantees and leases for first projects of 1 to 10 million euro, paid back from what is saved.',
    capabilities: ['finance', 'insurance_risk'],
    shown: { title: 'Guarantee for heat contracts', place: 'Reykjavík', country: 'IS', year: 2024, scale: '7 M€' },
    languages: ['is', 'en'],
    countries: ['NL', 'GR'],
  },
];

/** Below the first challenge. Seats are named by the number of their need, from 0. */
export const consortium = {
  name: 'Cool Yards',
  lead: 'shade',
  seats: [
    { company: 'shade', need: 0 },
    { company: 'green', need: 1 },
    { company: 'green', need: 2 },
  ],
  committed: ['green'],
  // The lead has not answered yet: whoever looks as the lead can.
  claims: [{ company: 'sensors', need: 3 }],
} as const satisfies {
  name: string;
  lead: OrganisationKey;
  seats: readonly { company: OrganisationKey; need: number }[];
  committed: readonly OrganisationKey[];
  claims: readonly { company: OrganisationKey; need: number }[];
};

export const welcome =
  'Welcome to the demo. This copy is yours: try everything, reset it whenever you like.\n' +
  'The kinds of challenge are real. Numbers, companies and people are invented.';

export const hint =
  'Look as a company: open a challenge and found a consortium, or take an open seat in Cool Yards. Then open a second window as somebody else.';

export const offersHeading = 'What the companies bring';
