import { compareText } from '../model/location.ts';
import type { Notification } from '../model/report.ts';
import { groupBy } from '../text/index-by.ts';
import { sayList } from '../text/say-list.ts';

/** So many files have a line each. */
const mostAlone = 3;
/** Files in the line about more of them. */
const mostNamed = 50;

/** What is said of many files in the same words is said once, with all of them. */
export function foldNotifications(notifications: readonly Notification[]): readonly Notification[] {
  const groups = groupBy(notifications.filter(isOfFile), ({ level, message }) => `${level} ${message}`);
  const folded = new Map(
    groups.flatMap((group) =>
      group.length > mostAlone ? group.map((one, at) => [one, at === 0 ? [tellOnce(one, group)] : []] as const) : [],
    ),
  );
  return notifications.flatMap((one) => folded.get(one) ?? [one]);
}

const isOfFile = ({ path, packages }: Notification): boolean => path !== undefined && packages === undefined;

function tellOnce({ level, message }: Notification, group: readonly Notification[]): Notification {
  const paths = group.map(({ path = '' }) => path).sort(compareText);
  return { level, message: `${message} (${paths.length} files: ${sayList(paths, mostNamed)})` };
}
