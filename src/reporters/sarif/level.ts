import type { Severity } from '../../model/finding.ts';

/** SARIF 2.1.0, section 3.27.10 */
const levels: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
  info: 'note',
};
export const levelOf = (severity: Severity): 'error' | 'warning' | 'note' => levels[severity];

/** What GitHub calls critical (over 9), high (7 to 8.9), medium (4 to 6.9) and low; none for information. */
const scores: Readonly<Record<Severity, string | undefined>> = {
  critical: '9.5',
  high: '8.0',
  medium: '5.5',
  low: '2.0',
  info: undefined,
};
export const securitySeverityOf = (severity: Severity): string | undefined => scores[severity];
