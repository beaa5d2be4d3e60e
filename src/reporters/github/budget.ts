import { grouped } from '../phrases.ts';
import type { Annotation, Level } from './annotation.ts';

/** GitHub shows ten annotations of a level for each step: nine of ours and one that counts the rest. */
const maxShown = 9;
/** Places that causes and notifications keep however many findings there are. */
const reserved = 2;

/**
 * Picks the annotations of each level. Both lists are ranked, the most important first; findings stand before the rest.
 */
export function fitAnnotations(findings: readonly Annotation[], others: readonly Annotation[]): readonly Annotation[] {
  const levels: readonly Level[] = ['error', 'warning', 'notice'];
  return levels.flatMap((level) =>
    fitLevel(
      level,
      findings.filter((annotation) => annotation.level === level),
      others.filter((annotation) => annotation.level === level),
    ),
  );
}

function fitLevel(level: Level, findings: readonly Annotation[], others: readonly Annotation[]): readonly Annotation[] {
  const keptOthers = others.slice(0, Math.max(reserved, maxShown - findings.length));
  const keptFindings = findings.slice(0, maxShown - keptOthers.length);
  const more = findings.length + others.length - keptFindings.length - keptOthers.length;
  if (more === 0) return [...keptFindings, ...keptOthers];
  const rest = { level, title: `${grouped(more)} more`, lines: [`${grouped(more)} more ${level}s: see the summary.`] };
  return [...keptFindings, ...keptOthers, rest];
}
