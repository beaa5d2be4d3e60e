import { describe, expect, it } from 'vitest';
import { readReport } from '../../../test/golden/context.ts';
import { reportOf } from '../../../test/support/sinks/reports.ts';
import type { Finding } from '../../model/finding.ts';
import { purl } from '../../model/purl.ts';
import { hasFix, suggestFixes } from './suggestions.ts';

const [sample] = readReport('pep440').findings;
if (sample === undefined) throw new Error('the report holds no finding');

/** A finding that offers another text for the columns of a line. */
const fix = (line: number, columns: readonly [number, number], replacement: string, fingerprint = 'a1'): Finding => {
  const region = { path: 'r.txt', startLine: line, startColumn: columns[0], endLine: line, endColumn: columns[1] };
  return { ...sample, fingerprint, suggestion: { purl: purl('pypi', replacement), replacement, region } };
};

/** What is offered for a file of these lines; all of them stand in the diff unless others are given. */
function suggest(
  findings: readonly Finding[],
  lines: readonly string[],
  given: { diff?: string[]; own?: string[] } = {},
) {
  const { diff = lines, own = [] } = given;
  const diffLine = (path: string, line: number) => (path === 'r.txt' ? diff[line - 1] : undefined);
  return suggestFixes(reportOf({ findings }), { line: (_path, line) => lines[line - 1] }, diffLine, own);
}

const offered = (body = ''): string | undefined => /^(`{3,})suggestion\n(.*)\n\1$/ms.exec(body)?.[2];

describe('a suggestion', () => {
  it('puts exactly the name in the place of the name, with the finding before it', () => {
    const { comments, ...rest } = suggest([fix(2, [6, 9], 'opencv-python')], ['a', '-r x cv2 == 1.0 # why']);
    expect(rest).toEqual({ told: 0, unplaced: 0, more: 0 });
    expect(comments).toMatchObject([{ path: 'r.txt', line: 2 }]);
    const [{ body = '' } = {}] = comments;
    expect(body.split('\n')[0]).toBe('<!-- gazetteer: a1 -->');
    expect(body).toContain('**critical** · [nonexistent-package]');
    expect(offered(body)).toBe('-r x opencv-python == 1.0 # why');
  });

  it('puts all of a line right at once, but nothing that overlaps', () => {
    const findings = [
      fix(1, [1, 4], 'opencv-python', 'a1'),
      fix(1, [5, 8], 'scikit-learn', 'b2'),
      fix(1, [1, 4], 'opencv-python', 'c3'),
      fix(1, [3, 6], 'other', 'd4'),
    ];
    const { comments, unplaced } = suggest(findings, ['cv2 skl']);
    expect(comments.map(({ body }) => offered(body))).toEqual(['opencv-python scikit-learn']);
    expect([comments[0]?.body.split('\n')[0], unplaced]).toEqual(['<!-- gazetteer: a1 b2 c3 -->', 1]);
  });

  it('is not offered twice', () => {
    const findings = [fix(1, [1, 4], 'opencv-python', 'a1'), fix(2, [1, 4], 'opencv-python', 'b2')];
    const first = suggest(findings, ['cv2', 'cv2']);
    const again = suggest([...findings, fix(3, [1, 4], 'opencv-python', 'c3')], ['cv2', 'cv2', 'cv2'], {
      own: first.comments.map(({ body }) => body),
    });
    expect(again).toMatchObject({ told: 2, comments: [{ line: 3 }] });
    const foreign = ['a1', '> <!-- gazetteer: a1 b2 -->', '<!-- gazetteer: a1 b2'];
    expect(suggest(findings, ['cv2', 'cv2'], { own: foreign })).toMatchObject({ told: 0, comments: { length: 2 } });
  });

  it.each<[string, string, string | undefined]>([
    ['that the diff does not show', 'cv2', undefined],
    ['that is another one by now', 'cv2', 'cv3'],
    ['that ends with a carriage return', 'cv2', 'cv2\r'],
    ['in which a secret was blotted out', 'cv2 ****', 'cv2 s3cr'],
    ['in which something is hidden', 'cv2 \u202eab', 'cv2 \u202eab'],
    ['that nobody reads', `cv2 ${'x'.repeat(3000)}`, `cv2 ${'x'.repeat(3000)}`],
  ])('is not made for a line %s', (_case, line, shown) => {
    const found = suggest([fix(1, [1, 4], 'opencv-python')], [line], { diff: shown === undefined ? [] : [shown] });
    expect(found).toEqual({ comments: [], told: 0, unplaced: 1, more: 0 });
  });

  it.each(['a b', '"', 'x\ny', '```', '', 'x'.repeat(301), '<script>'])('never writes %j', (replacement) => {
    expect(suggest([fix(1, [1, 4], replacement)], ['cv2'])).toMatchObject({ comments: [], unplaced: 0 });
  });

  it('is not made of a finding that is hardly sure of itself', () => {
    const unsure = { ...fix(1, [1, 4], 'opencv-python'), confidence: 'low' as const };
    expect(suggest([unsure], ['cv2'])).toEqual({ comments: [], told: 0, unplaced: 0, more: 0 });
    expect([unsure, fix(1, [1, 4], 'opencv-python')].map(hasFix)).toEqual([false, true]);
  });

  it.each<[string, readonly [number, number]]>([
    ['reach beyond the line', [1, 9]],
    ['are none', [2, 2]],
    ['begin before it', [0, 3]],
  ])('is not made where its columns %s', (_case, columns) => {
    expect(suggest([fix(1, columns, 'x')], ['cv2']).comments).toEqual([]);
  });

  it('keeps tabs, and is fenced off from backticks of the line', () => {
    const { comments } = suggest([fix(1, [2, 5], 'opencv-python')], ['\tcv2 ```` x']);
    expect(offered(comments[0]?.body)).toBe('\topencv-python ```` x');
    expect(comments[0]?.body).toContain('\n`````suggestion\n');
  });

  it('is one of twenty at most, the gravest first', () => {
    const lines = Array.from({ length: 30 }, () => 'cv2');
    const findings = lines.map((_, at) => {
      const found = fix(at + 1, [1, 4], 'x', at.toString(16));
      return at === 29 ? found : { ...found, severity: 'low' as const };
    });
    const { comments, more } = suggest(findings, lines);
    expect([comments.length, more, comments[0]?.line]).toEqual([20, 10, 30]);
  });
});
