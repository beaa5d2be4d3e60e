import { ecosystems } from '../ecosystems/index.gen.ts';
import type { Format } from '../model/ecosystem.ts';

/** Everything that is read. */
export const formats: readonly Format[] = ecosystems.flatMap((ecosystem) => ecosystem.formats);
