import { loadReporter, type Reporter } from '../model/reporter.ts';
import { reporters } from '../reporters/index.gen.ts';

/** The reporter of a format, with its code. @throws Error where no format has that name */
export async function openReporter(id: string): Promise<Reporter> {
  const found = reporters.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no reporter ${id}`);
  return loadReporter(found);
}
