import { riskLevels, type RiskLevel } from '@brygga/shared/document/cards/risk';

type Rated = { readonly likelihood: RiskLevel; readonly impact: RiskLevel };

const score = ({ likelihood, impact }: Rated): number =>
  (riskLevels.indexOf(likelihood) + 1) * (riskLevels.indexOf(impact) + 1);

/** How much a risk weighs: likelihood and impact together. */
export const weightOf = (risk: Rated): RiskLevel => {
  const its = score(risk);
  if (its >= 6) return 'high';
  return its >= 3 ? 'medium' : 'low';
};

/** The heaviest first; of those that weigh the same the order in which they were named stays. */
export const heaviestFirst = <Risk extends Rated>(risks: readonly Risk[]): readonly Risk[] =>
  [...risks].sort((a, b) => score(b) - score(a));
