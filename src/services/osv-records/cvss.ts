import type { AdvisorySeverity } from '../../model/advisory.ts';

/** Weights of the base metrics (first.org/cvss/v3.1, "Metric Values"); `PR` where the scope changes stands apart. */
const weights: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  AV: { N: 0.85, A: 0.62, L: 0.55, P: 0.2 },
  AC: { L: 0.77, H: 0.44 },
  PR: { N: 0.85, L: 0.62, H: 0.27 },
  changedPR: { N: 0.85, L: 0.68, H: 0.5 },
  UI: { N: 0.85, R: 0.62 },
  S: { U: 0, C: 1 },
  impact: { H: 0.56, L: 0.22, N: 0 },
};

/**
 * The base score of a vector `CVSS:3.0/...` or `CVSS:3.1/...`, 0 to 10 (first.org/cvss/v3.1, "Base Metrics Equations");
 * undefined for any other text.
 */
export function baseScore(vector: string): number | undefined {
  if (vector.length > 300 || !/^CVSS:3\.[01]\//.test(vector)) return undefined;
  const metrics = new Map(
    vector.split('/').map((part) => [part.slice(0, part.indexOf(':')), part.split(':')[1] ?? '']),
  );
  const weigh = (metric: string, table = metric): number => {
    const known = weights[table] ?? {};
    const value = metrics.get(metric) ?? '';
    return Object.hasOwn(known, value) ? (known[value] ?? Number.NaN) : Number.NaN;
  };
  const isChanged = weigh('S') === 1;
  const spared = ['C', 'I', 'A'].reduce((rest, metric) => rest * (1 - weigh(metric, 'impact')), 1);
  const base = 1 - spared;
  const impact = isChanged ? 7.52 * (base - 0.029) - 3.25 * (base - 0.02) ** 15 : 6.42 * base;
  const ease = 8.22 * weigh('AV') * weigh('AC') * weigh('PR', isChanged ? 'changedPR' : 'PR') * weigh('UI');
  const score = impact <= 0 ? 0 : roundUp(Math.min((isChanged ? 1.08 : 1) * (impact + ease), 10));
  return Number.isNaN(impact + ease + weigh('S')) ? undefined : score;
}

/** To the next tenth (first.org/cvss/v3.1, appendix A). */
function roundUp(value: number): number {
  const whole = Math.round(value * 100_000);
  return whole % 10_000 === 0 ? whole / 100_000 : (Math.floor(whole / 10_000) + 1) / 10;
}

/** The words of the scale (first.org/cvss/v3.1, "Qualitative Severity Rating Scale"); none for 0. */
export function gradeScore(score: number): AdvisorySeverity | undefined {
  if (score >= 9) return 'critical';
  if (score >= 7) return 'high';
  if (score >= 4) return 'medium';
  return score > 0 ? 'low' : undefined;
}
