import type { Notification, Report, Unverified } from '../../model/report.ts';
import { notedPackages, packageLabel } from '../causes.ts';
import { sarifText } from '../escape-sarif.ts';
import { count } from '../phrases.ts';
import { artifactLocation, physicalLocation } from './result.ts';

const maxMessage = 2000;
const maxNotifications = 1000;
/** That all notifications of a run name together: GitHub reads files of 10 MB at most. */
const maxPackages = 10_000;

/** How the audit went: what it could not do is said here, never as a result. */
export function invocationOf(report: Report, droppedResults: number): object {
  const all = [...notificationsOf(report), ...report.unverified.map((item) => unverifiedOf(item, report))];
  const dropped = all.length - maxNotifications;
  const unnamed = report.unverified.slice(Math.max(0, maxNotifications - report.notifications.length));
  return {
    executionSuccessful: report.verdict !== 'incomplete',
    endTimeUtc: report.generatedAt,
    toolExecutionNotifications: [
      ...(droppedResults > 0 ? [warning(`${count(droppedResults, 'result')} of least severity left out.`)] : []),
      ...(dropped > 0 ? [{ ...warning(`${count(dropped, 'notification')} left out.`), ...namesOf(unnamed) }] : []),
      ...all.slice(0, maxNotifications),
    ],
  };
}

const warning = (text: string): object => ({ level: 'warning', message: { text } });

/** What of it was not verified must not look like what was: at least the names are there. */
function namesOf(unverified: readonly Unverified[]): object {
  const names = [...new Set(unverified.flatMap(({ purl, path }) => purl ?? path ?? []))];
  const left = Math.max(0, names.length - maxPackages);
  return { properties: { notVerified: names.slice(0, maxPackages), leftOut: left === 0 ? undefined : left } };
}

/** People read the first packages in the text; the properties name as many as there is room for, and how many they do not. */
function notificationOf(item: Notification, room: number): object {
  const names = notedPackages(item);
  const { packages = [], unanswered } = item;
  const left = Math.max(0, packages.length - room);
  return {
    level: item.level,
    message: { text: sarifText(names === undefined ? item.message : `${item.message}: ${names}`, maxMessage) },
    locations:
      item.path === undefined ? undefined : [{ physicalLocation: { artifactLocation: artifactLocation(item.path) } }],
    properties:
      names === undefined
        ? undefined
        : { packages: packages.slice(0, room), packagesLeftOut: left === 0 ? undefined : left, unanswered },
  };
}

/** Each with the room that those before it leave. */
function notificationsOf({ notifications }: Report): readonly object[] {
  let room = maxPackages;
  return notifications.map((item) => {
    const printed = notificationOf(item, room);
    room = Math.max(0, room - (item.packages?.length ?? 0));
    return printed;
  });
}

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
