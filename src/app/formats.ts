import { ecosystems } from '../ecosystems/index.gen.ts';
import type { Format } from '../model/ecosystem.ts';
import { surfaceFormats } from '../surfaces/formats.ts';
import { surfaces } from '../surfaces/index.gen.ts';

/** Everything that is read: the files of the ecosystems, and the places that name packages of several. */
export const formats: readonly Format[] = [
  ...ecosystems.flatMap((ecosystem) => ecosystem.formats),
  ...surfaceFormats(surfaces, ecosystems),
];
