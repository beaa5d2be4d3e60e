import { compareSeverity, type Graded, type GradeStep, type Severity } from '../model/finding.ts';

const isLess = (a: Severity | undefined, b: Severity | undefined): boolean =>
  b !== undefined && (a === undefined || compareSeverity(a, b) < 0);

/** What time leaves: only the steps after which it is less grave than it ever was before. */
export function gradeOver(severity: Severity, steps: readonly GradeStep[]): Graded {
  let last: Severity | undefined = severity;
  const course = steps.filter((step) => {
    if (!isLess(step.severity, last)) return false;
    last = step.severity;
    return true;
  });
  return { severity, course };
}

/** The same where severities are changed; what changes them leaves what is gone as it is. */
export const mapGraded = ({ severity, course }: Graded, map: (severity: Severity) => Severity): Graded =>
  gradeOver(
    map(severity),
    course.map(({ at, severity: left }) => ({ at, ...(left === undefined ? {} : { severity: map(left) }) })),
  );

/** Undefined where nothing is left of it. */
export function severityAt({ severity, course }: Graded, moment: string): Severity | undefined {
  const step = course.findLast(({ at }) => at <= moment);
  return step === undefined ? severity : step.severity;
}

/** When time alone makes it less grave. */
export const recheckOf = ({ course: [first] }: Graded): { readonly recheckAt?: string } =>
  first === undefined ? {} : { recheckAt: first.at };
