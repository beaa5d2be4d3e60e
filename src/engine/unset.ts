import type { Notification } from '../model/report.ts';
import { countOut } from '../text/count-out.ts';
import { composeEntryPoint } from './compose.ts';
import type { Discovery } from './discover.ts';
import { joinSettings } from './installations.ts';

/**
 * Addresses that a changed file leaves to whoever runs or builds it, where no file of the repository says what they are: the
 * default counts, and that it may be another one is said.
 */
export function noteUnset({ base, head, changed }: Discovery): readonly Notification[] {
  return changed.flatMap(({ path, previousPath = path }): readonly Notification[] => {
    const left = (head.files.get(path)?.parsed.registries ?? []).filter(isOpen);
    if (left.length === 0) return [];
    const point = composeEntryPoint(head, path);
    const isFilled = point.installations.some((one) => !joinSettings(one, point.settings).uses.some(isOpen));
    const isNew = countOut(
      (base.files.get(previousPath)?.parsed.registries ?? []).filter(isOpen).map(({ url }) => url),
    );
    const open = isFilled ? [] : left;
    return open
      .filter(({ url }, at) => open.findIndex((one) => one.url === url) === at && isNew(url))
      .map(({ url, location }) => ({
        level: 'warning',
        message: `line ${location.startLine}: ${url.slice(0, 100)} has no value here: the default is taken for it, but whoever runs this may name any registry`,
        path,
      }));
  });
}

const isOpen = ({ isUnset }: { readonly isUnset?: true }): boolean => isUnset === true;
