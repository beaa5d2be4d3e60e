import { createNames } from '../knowledge/names/index.ts';
import { readBundled } from '../ports/bundled.ts';

/** What is bundled about names, read when it is asked for. */
export const names = createNames(readBundled);
