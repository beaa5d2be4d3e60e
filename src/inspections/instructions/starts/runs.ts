import type { ChangedText } from '../../../model/inspection.ts';
import { joinPath, normalisePath, parentOf } from '../../../text/paths.ts';

/** Endings that programs are started without. */
const endings = ['', '.js', '.mjs', '.cjs', '.ts', '.py', '.sh', '/index.js'];

/** A file of the change that the command names: a hook is as good as what it runs. */
export function findRun(
  command: string,
  path: string,
  texts: ReadonlyMap<string, ChangedText>,
): ChangedText | undefined {
  const folders = ['', parentOf(path), parentOf(parentOf(path))];
  for (const word of command
    .slice(0, 2000)
    .split(/[\s"'`;&|()=,]+/)
    .slice(0, 50)) {
    const named = word.replaceAll('\\', '/').replace(/^\$\{?\w{1,40}(?::-\.)?\}?\/|^\.\//, '');
    if (!/[./]/.test(named) && !/^[\w-]+$/.test(named)) continue;
    for (const folder of folders) {
      const whole = normalisePath(joinPath(folder, named));
      const found = whole === undefined ? undefined : endings.map((ending) => texts.get(whole + ending)).find(Boolean);
      if (found !== undefined && found.path !== path) return found;
    }
  }
  return undefined;
}
