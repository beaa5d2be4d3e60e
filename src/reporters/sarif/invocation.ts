import type { Notification, Report, Unverified } from '../../model/report.ts';
import { packageLabel } from '../causes.ts';
import { sarifText } from '../escape-sarif.ts';
import { count } from '../phrases.ts';
import { artifactLocation, physicalLocation } from './result.ts';

const maxMessage = 2000;
const maxNotifications = 1000;

/** How the audit went: what it could not do is said here, never as a result. */
export function invocationOf(report: Report, droppedResults: number): object {
  const all = [
    ...report.notifications.map(notificationOf),
    ...report.unverified.map((item) => unverifiedOf(item, report)),
  ];
  const dropped = all.length - maxNotifications;
  return {
    executionSuccessful: report.verdict !== 'incomplete',
    endTimeUtc: report.generatedAt,
    toolExecutionNotifications: [
      ...(droppedResults > 0 ? [warning(`${count(droppedResults, 'result')} of least severity left out.`)] : []),
      ...(dropped > 0 ? [warning(`${count(dropped, 'notification')} left out.`)] : []),
      ...all.slice(0, maxNotifications),
    ],
  };
}

const warning = (text: string): object => ({ level: 'warning', message: { text } });

const notificationOf = (item: Notification): object => ({
  level: item.level,
  message: { text: sarifText(item.message, maxMessage) },
  locations:
    item.path === undefined ? undefined : [{ physicalLocation: { artifactLocation: artifactLocation(item.path) } }],
});

function unverifiedOf(item: Unverified, report: Report): object {
  const subject = item.purl === undefined ? (item.path ?? 'the audit') : packageLabel(item.purl);
  return {
    level: report.verdict === 'incomplete' ? 'error' : 'warning',
    message: {
      text: sarifText(`Not verified: ${item.question} of ${subject}: ${item.reason} (${item.source})`, maxMessage),
    },
    locations: item.location === undefined ? undefined : [{ physicalLocation: physicalLocation(item.location) }],
    properties: { purl: item.purl, question: item.question },
  };
}
