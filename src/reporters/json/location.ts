import type { Location } from '../../model/location.ts';

export const locationShape = (location: Location): object => ({
  path: location.path,
  startLine: location.startLine,
  startColumn: location.startColumn,
  endLine: location.endLine,
  endColumn: location.endColumn,
});
