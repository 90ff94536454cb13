import { z } from 'zod';
import { Level } from '../profile.ts';
import { NeedId, OrganisationId, PlanActionId, RecordId } from '../../ids.ts';
import { CapabilityId } from '../../taxonomy/capabilities.ts';
import { SectorId } from '../../taxonomy/sectors.ts';
import { orderMax } from '../order.ts';
import { defineCard, richTextMax, titleMax } from './card.ts';
import { ProvenanceLink } from './provenance.ts';

export const importances = ['must', 'should', 'could'] as const;
export const Importance = z.enum(importances);
export type Importance = z.output<typeof Importance>;

/** Sorts musts first. */
export const importanceOrder = { must: 0, should: 1, could: 2 } as const satisfies Record<Importance, number>;

const order = z.string().max(orderMax).default('');

/** One capability that a challenge asks for; in a consortium it is a seat. */
export const Need = z.object({
  capability: CapabilityId,
  /** In the city's own words; empty where the capability's name says it. */
  title: z.string().max(200).default(''),
  importance: Importance.catch('should'),
  /** Share of the whole work, in percent, if the city knows it. */
  share: z.number().int().min(1).max(100).optional(),
  /** The level that the city asks for, if it is more than the lowest. */
  minLevel: Level.optional(),
  /** Whether it takes somebody in the city's country. */
  local: z.boolean().default(false),
  /** The note or concept that it was made from. */
  derivedFrom: ProvenanceLink.optional().catch(undefined),
  /** Fractional index, in the city's order. */
  order,
});
export type Need = z.output<typeof Need>;
export type Needs = Readonly<Record<NeedId, Need>>;

export const needsMax = 40;

export const constraintKinds = ['legal', 'technical', 'heritage', 'climate', 'labour', 'other'] as const;
/** What a solution has to live with. */
export const Constraint = z.object({
  kind: z.enum(constraintKinds).catch('other'),
  text: z.string().max(300).default(''),
  order,
});
export type Constraint = z.output<typeof Constraint>;

export const assetKinds = ['site', 'data', 'testbed', 'staff', 'other'] as const;
/** What the city brings: places to try things, data, hours of its people. */
export const Asset = z.object({
  kind: z.enum(assetKinds).catch('other'),
  text: z.string().max(300).default(''),
  order,
});
export type Asset = z.output<typeof Asset>;

/** What consortia will be judged by. */
export const Criterion = z.object({
  text: z.string().max(300).default(''),
  /** How it is measured, such as "°C at 15:00 in July". */
  metric: z.string().max(120).default(''),
  /** Of 100, over all criteria. */
  weight: z.number().int().min(0).max(100).default(0),
  mustHave: z.boolean().default(false),
  order,
});
export type Criterion = z.output<typeof Criterion>;

const day = z.iso.date();

export const Milestone = z.object({
  text: z.string().max(200).default(''),
  day: day.optional(),
  order,
});
export type Milestone = z.output<typeof Milestone>;

/** How many constraints, assets, criteria or milestones a challenge may have. */
export const detailsMax = 30;
export const outcomeMax = 300;

const year = z.number().int().min(1900).max(2200);
const unit = z.string().max(40);

/** How things are: a number, its unit, its year and where it comes from. */
export const Baseline = z.object({ value: z.number(), unit, year, source: z.string().max(200).default('') });
export type Baseline = z.output<typeof Baseline>;

/** How they are to become. */
export const Target = z.object({ value: z.number(), unit, year });
export type Target = z.output<typeof Target>;

export const budgetSourceMax = 200;
export const budgetKinds = ['known', 'range', 'none', 'unknown'] as const;
const amount = z.number().nonnegative().max(1e12);
/** `none` says plainly that there is no budget yet. */
export const Budget = z.object({
  is: z.enum(budgetKinds),
  from: amount.optional(),
  to: amount.optional(),
  /** ISO 4217. */
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .default('EUR'),
  source: z.string().max(budgetSourceMax).default(''),
  decisionDay: day.optional(),
});
export type Budget = z.output<typeof Budget>;

/** How the city may buy the solution. */
export const procurements = [
  'none',
  'dialogue',
  'pre_commercial',
  'innovation_partnership',
  'open_tender',
  'direct',
  'competition',
] as const;
export const Procurement = z.enum(procurements);
export type Procurement = z.output<typeof Procurement>;

export const planTitleMax = 300;
/** The action of the city's climate plan that the challenge comes from. */
export const PlanLink = z.object({
  title: z.string().max(planTitleMax),
  action: PlanActionId.optional(),
  url: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .optional(),
});
export type PlanLink = z.output<typeof PlanLink>;

/** Degrees, WGS 84. */
export const GeoPoint = z.object({ lat: z.number().min(-90).max(90), lon: z.number().min(-180).max(180) });
export type GeoPoint = z.output<typeof GeoPoint>;

/**
 * What a city wants solved. Cards of older versions have only the first six fields: any other may be
 * missing, also those with a Y type of their own, which the server creates (`createMissingTypes`).
 */
export const challenge = defineCard(
  'challenge',
  {
    title: z.string().default(''),
    /** The brief: what happens now, and to whom. */
    brief: z.string().default(''),
    city: OrganisationId,
    sector: SectorId,
    /** The result to reach in one line, with number, unit and year where known. */
    outcome: z.string().max(outcomeMax).default(''),
    needs: z.record(NeedId, Need).default({}),
    howMightWe: z.string().default(''),
    beneficiaries: z.string().default(''),
    /** What was done before, and why it was not enough. */
    tried: z.string().default(''),
    nonGoals: z.string().default(''),
    /** Other places with the same problem. */
    replicability: z.string().default(''),
    place: z.string().max(200).default(''),
    point: GeoPoint.optional(),
    baseline: Baseline.optional(),
    target: Target.optional(),
    plan: PlanLink.optional(),
    constraints: z.record(RecordId, Constraint).default({}),
    assets: z.record(RecordId, Asset).default({}),
    criteria: z.record(RecordId, Criterion).default({}),
    milestones: z.record(RecordId, Milestone).default({}),
    budget: Budget.optional(),
    procurement: Procurement.optional(),
    deadline: day.optional(),
    /** Roles, never people. */
    decisionMaker: z.string().max(120).default(''),
    contactRole: z.string().max(120).default(''),
    /** The languages that consortia may answer in, BCP 47. */
    languages: z.array(z.string().min(2).max(35)).max(10).default([]),
    /** Fields that the city holds back when it publishes the rest. Only in the city's circle. */
    heldBack: z.array(z.string().max(40)).max(40).default([]),
  },
  {
    storage: {
      title: 'text',
      brief: 'richText',
      needs: 'records',
      howMightWe: 'text',
      beneficiaries: 'text',
      tried: 'text',
      nonGoals: 'text',
      replicability: 'text',
      constraints: 'records',
      assets: 'records',
      criteria: 'records',
      milestones: 'records',
    },
    textMax: {
      title: titleMax,
      brief: richTextMax,
      howMightWe: 300,
      beneficiaries: 1_000,
      tried: 2_000,
      nonGoals: 1_000,
      replicability: 1_000,
    },
    records: {
      needs: { id: NeedId, schema: Need, countMax: needsMax },
      constraints: { id: RecordId, schema: Constraint, countMax: detailsMax },
      assets: { id: RecordId, schema: Asset, countMax: detailsMax },
      criteria: { id: RecordId, schema: Criterion, countMax: detailsMax },
      milestones: { id: RecordId, schema: Milestone, countMax: detailsMax },
    },
    serverCreated: [
      'howMightWe',
      'beneficiaries',
      'tried',
      'nonGoals',
      'replicability',
      'constraints',
      'assets',
      'criteria',
      'milestones',
    ],
    size: { w: 320, h: 240 },
  },
);
