import { languageOf } from '../../code/languages.ts';
import type { Inspection } from '../../model/inspection.ts';

/** Code that runs what a language model writes. What follows it is loaded when code changed. */
export const inspection: Inspection = {
  id: 'code',
  wants: (path) => languageOf(path) !== undefined,
  async inspect(files) {
    if (files.length === 0) return { subjects: [], notifications: [] };
    const { findExecutions } = await import('../../code/analyse.ts');
    return findExecutions(files);
  },
};
