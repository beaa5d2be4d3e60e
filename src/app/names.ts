import { createNames } from '../knowledge/names/index.ts';
import { prepareBundled, readBundled } from '../ports/bundled.ts';

/** What is bundled about names, read when it is asked for. */
export const names = createNames(readBundled);

/** The largest of it, which nearly every audit asks for when it has read what changed. */
export const prepareNames = (): void => prepareBundled('npm-ranked.bin.br');
