import { isEnvironment } from '../../code/environment.ts';
import { languageOf } from '../../code/languages.ts';
import type { Inspection } from '../../model/inspection.ts';

/** What changed code lets in. Who looks at it is loaded when code changed. */
export const inspection: Inspection = {
  id: 'code',
  wants: (path) => languageOf(path) !== undefined || isEnvironment(path),
  async follow(files) {
    if (!files.some(({ path }) => languageOf(path) !== undefined)) return undefined;
    const { followImports } = await import('../../code/imported-files.ts');
    return followImports(files);
  },
  async inspect(files) {
    if (files.length === 0) return { subjects: [], notifications: [] };
    const { reviewCode } = await import('../../code/review.ts');
    return reviewCode(files);
  },
};
