import { describe, expect, it } from 'vitest';
import { contextOf, readReport } from '../../../test/golden/context.ts';
import { type Layer, layerErrors } from '../../../test/support/navigator/schema.ts';
import { reportOf } from '../../../test/support/sinks/reports.ts';
import type { Stance } from '../../model/atlas.ts';
import { type Finding, severities } from '../../model/finding.ts';
import { purl } from '../../model/purl.ts';
import type { Report } from '../../model/report.ts';
import { colourOf, scoreOf } from './grade.ts';
import { reporter } from './index.ts';

const [sample] = readReport('pep440').findings;

const cite = (ids: readonly string[], patch: Partial<Finding> = {}, stance: Stance = 'enables'): Finding => {
  if (sample === undefined) throw new Error('the golden report has findings');
  const techniques = ids.map((id) => ({ id, name: id, basis: 'asserted', stance }) as const);
  return { ...sample, ...patch, atlas: { ...sample.atlas, techniques } };
};

function layerOf(parts: Partial<Report>): Layer {
  const layer: Layer = JSON.parse(reporter.render(reportOf(parts), contextOf('none')));
  expect(layerErrors(layer)).toEqual([]);
  return layer;
}

const placesOf = ({ techniques }: Layer): readonly string[] =>
  techniques.map(({ techniqueID, tactic, showSubtechniques }) =>
    [techniqueID, tactic ?? '-', showSubtechniques ?? '-'].join(' '),
  );

const saidBy = ({ metadata }: Layer, name: string): readonly string[] =>
  metadata.flatMap((one) => (one.name === name ? [one.value] : []));

describe('the layer', () => {
  it('places techniques as the published layer of AML.CS0022 does', () => {
    const ids = ['AML.T0040', 'AML.T0062', 'AML.T0060', 'AML.T0010.001', 'AML.T0011.001', 'AML.T0048.003'];
    const layer = layerOf({ findings: [cite(ids.slice(0, 3)), cite(ids.slice(3))] });
    expect([...placesOf(layer)].sort()).toEqual([
      'AML.T0010 initial-access true',
      'AML.T0010.001 - -',
      'AML.T0011 execution true',
      'AML.T0011.001 - -',
      'AML.T0040 ai-model-access false',
      'AML.T0048 impact true',
      'AML.T0048.003 - -',
      'AML.T0060 resource-development false',
      'AML.T0062 discovery false',
    ]);
  });

  it('marks a technique under each of its tactics, once where its sub-technique is cited too', () => {
    const layer = layerOf({ findings: [cite(['AML.T0010', 'AML.T0010.001', 'AML.T0053'])] });
    expect(placesOf(layer)).toEqual([
      'AML.T0010 initial-access true',
      'AML.T0010.001 - -',
      'AML.T0053 execution false',
      'AML.T0053 privilege-escalation false',
      'AML.T0053 lateral-movement false',
    ]);
    expect(layer.techniques.every(({ score }) => score !== undefined)).toBe(true);
  });

  it('takes the gravest of several findings, tells them in their order and links each page once', () => {
    const helpUri = 'https://gazetteer.example/rules/recent-release';
    const low = cite(['AML.T0060'], { severity: 'low', ruleId: 'recent-release', message: 'It is young.', helpUri });
    const high = cite(['AML.T0060'], { severity: 'high', message: 'It is gone.' }, 'indicates');
    const layer = layerOf({ findings: [low, high, { ...low, message: 'It is younger.' }] });
    const [technique] = layer.techniques;
    const grade = { severity: 'high', stance: 'indicates' } as const;
    expect(technique).toMatchObject({ score: scoreOf(grade), color: colourOf(grade) });
    expect(technique?.comment?.split('\n')).toEqual([
      expect.stringMatching(/^high, signs: nonexistent-package: It is gone\. \(package\.json:\d+\)$/),
      expect.stringMatching(/^low, made possible: recent-release: It is young\./),
      expect.stringMatching(/^low, made possible: recent-release: It is younger\./),
    ]);
    expect(technique?.metadata).toEqual([
      { name: 'stix_id', value: 'attack-pattern--7ef953bd-97c4-5fac-af50-8619601046e2' },
      { name: 'findings', value: '3' },
      { name: 'stance', value: 'enables, indicates' },
      { name: 'basis', value: 'asserted' },
    ]);
    expect(technique?.links?.map(({ label }) => label)).toEqual(['AML.T0060', 'nonexistent-package', 'recent-release']);
    expect(layer.legendItems).toEqual([{ label: 'high, signs', color: colourOf(grade) }]);
  });

  it('links no address that a click would run, and says how many findings it leaves out', () => {
    const findings = Array.from({ length: 25 }, (_, at) => cite(['AML.T0060'], { helpUri: `javascript:alert(${at})` }));
    const [technique] = layerOf({ findings }).techniques;
    expect(technique?.links?.map(({ url }) => url)).toEqual(['https://atlas.mitre.org/techniques/AML.T0060']);
    expect(technique?.comment?.split('\n').at(-1)).toBe('and 15 findings more');
  });

  it('says what the matrix cannot show', () => {
    const unverified = Array.from({ length: 2_000 }, (_, at) => ({
      ...{ purl: purl('npm', `acme-part-${at}`), question: 'existence', source: 'npm', reason: 'no answer' },
    }));
    const layer = layerOf({
      verdict: 'incomplete',
      findings: [cite([]), cite(['AML.T9999']), cite(['AML.T0058'])],
      unverified,
      notifications: [{ level: 'warning', message: 'osv was not asked', packages: [purl('npm', 'left-pad')] }],
    });
    expect(layer.description).toContain('Incomplete: 2000 packages not verified'.replace('2000', '2,000'));
    expect(saidBy(layer, 'without a technique')).toEqual(['1 finding: nonexistent-package']);
    expect(saidBy(layer, 'unknown')).toEqual(['techniques that this release does not have: AML.T9999']);
    expect(saidBy(layer, 'warning')).toEqual(['osv was not asked: left-pad']);
    expect(saidBy(layer, 'atlas_data_version')).toEqual(['2026.09']);
    const named = new Set(
      saidBy(layer, 'not verified')
        .join(', ')
        .match(/acme-part-\d+/g),
    );
    expect(named.size).toBe(2_000);
    // A retired id is told as its successor.
    expect(placesOf(layer)).toEqual(['AML.T0115.001 - -', 'AML.T0115 resource-development true']);
  });

  it('orders all grades by severity first, each with a colour of its own', () => {
    const grades = severities.flatMap((severity) =>
      (['enables', 'indicates', 'observed'] as const).map((stance) => ({ severity, stance })),
    );
    const scores = grades.map(scoreOf);
    expect(scores.toSorted((a, b) => a - b)).toEqual(scores);
    expect([scores[0], scores.at(-1)]).toEqual([10, 100]);
    expect(new Set(grades.map(colourOf)).size).toBe(15);
  });
});
