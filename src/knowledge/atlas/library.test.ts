import { describe, expect, it } from 'vitest';
import { atlasLibrary, stixIdOf } from './library.ts';

describe('stixIdOf', () => {
  // As `dist/stix-atlas.json` of mitre-atlas/atlas-navigator-data has them since it computes them.
  it.each([
    ['attack-pattern', 'AML.T0000', 'attack-pattern--c02f812d-59cc-5366-b1aa-7eb05154b772'],
    ['attack-pattern', 'AML.T0060', 'attack-pattern--7ef953bd-97c4-5fac-af50-8619601046e2'],
    ['x-mitre-tactic', 'AML.TA0002', 'x-mitre-tactic--8d151547-7423-5bac-bc2d-a6fd02afba29'],
    ['x-mitre-tactic', 'AML.TA0004', 'x-mitre-tactic--7c7c780a-8d98-5457-bc1e-d876c111a512'],
    ['x-mitre-tactic', 'AML.TA0015', 'x-mitre-tactic--abaefe4f-7544-5972-840d-543910eaf5ca'],
    ['x-mitre-tactic', 'AML.TA0011', 'x-mitre-tactic--a2fbbf3d-7e8d-5a1b-85cc-8e8fa4a76de3'],
  ] as const)('computes the published id of %s %s', (type, id, published) => {
    expect(stixIdOf(type, id)).toBe(published);
  });
});

describe('atlasLibrary', () => {
  it('places a sub-technique under the tactics of its parent', () => {
    expect(atlasLibrary.technique('AML.T0010.001')).toEqual({
      id: 'AML.T0010.001',
      name: 'AI Software',
      parent: 'AML.T0010',
      tactics: [{ id: 'AML.TA0004', name: 'Initial Access', slug: 'initial-access' }],
      stixId: expect.stringMatching(
        /^attack-pattern--[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
      ),
      url: 'https://atlas.mitre.org/techniques/AML.T0010.001',
    });
  });

  it('gives the successor of a retired technique, and nothing for what is none', () => {
    expect(atlasLibrary.technique('AML.T0058')?.id).toBe('AML.T0115.001');
    expect(atlasLibrary.technique('AML.T9999')).toBeUndefined();
    expect(atlasLibrary.technique('__proto__')).toBeUndefined();
  });
});
