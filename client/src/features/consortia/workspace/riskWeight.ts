import { riskLevels, type RiskLevel } from '@brygga/shared/document/cards/risk';

type RatedRisk = { readonly likelihood: RiskLevel; readonly impact: RiskLevel };

const riskScore = ({ likelihood, impact }: RatedRisk): number =>
  (riskLevels.indexOf(likelihood) + 1) * (riskLevels.indexOf(impact) + 1);

/** A risk's level from its likelihood and its impact. */
export const riskWeight = (risk: RatedRisk): RiskLevel => {
  const score = riskScore(risk);
  if (score >= 6) return 'high';
  return score >= 3 ? 'medium' : 'low';
};

/** The heaviest first; risks of the same weight keep their order. */
export const sortByRiskWeight = <Risk extends RatedRisk>(risks: readonly Risk[]): readonly Risk[] =>
  [...risks].sort((a, b) => riskScore(b) - riskScore(a));
