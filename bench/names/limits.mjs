// The figures that are held: what each was when docs/quality.md was last written, and by how much a change may worsen it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../measure.mjs';

export const limitsPath = join(root, 'bench/names/limits.json');

/** @returns {Record<string, {value: number, tolerance: number, better: 'higher' | 'lower', required?: number}>} percent, and points of it */
export const readLimits = () => JSON.parse(readFileSync(limitsPath, 'utf8'));

/** What is worse than it may be, one sentence each. */
export function findWorse(figures, limits = readLimits()) {
  return Object.entries(limits).flatMap(([id, { value, tolerance, better, required }]) => {
    const measured = figures.get(id);
    if (measured === undefined) return [`${id} was not measured`];
    const { hits, of, percent } = measured;
    const said = `${id} is ${percent.toFixed(2)} % (${hits} of ${of})`;
    const lossFrom = (other) => (better === 'higher' ? other - percent : percent - other);
    // What was asked for is held however small the steps are.
    if (required !== undefined && lossFrom(required) > 1e-9) return [`${said}, ${required} % are required`];
    return lossFrom(value) > tolerance + 1e-9 ? [`${said}, was ${value} %: more than ${tolerance} points worse`] : [];
  });
}
