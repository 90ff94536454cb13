import { riskLevels, type RiskLevel } from '@brygga/shared/document/cards/risk';

type RatedRisk = { readonly likelihood: RiskLevel; readonly impact: RiskLevel };

const riskScore = ({ likelihood, impact }: RatedRisk): number =>
  (riskLevels.indexOf(likelihood) + 1) * (riskLevels.indexOf(impact) + 1);

/** How much a risk weighs: likelihood and impact together. */
export const riskWeight = (risk: RatedRisk): RiskLevel => {
  const its = riskScore(risk);
  if (its >= 6) return 'high';
  return its >= 3 ? 'medium' : 'low';
};

/** The heaviest first; of those that weigh the same the order in which they were named stays. */
export const sortByRiskWeight = <Risk extends RatedRisk>(risks: readonly Risk[]): readonly Risk[] =>
  [...risks].sort((a, b) => riskScore(b) - riskScore(a));
