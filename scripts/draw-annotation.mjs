// Draws what GitHub shows of the first finding of a run, for the README.
//   node dist/cli.js audit --base examples/pull-request/before --head examples/pull-request/after --format github |
//     node scripts/draw-annotation.mjs examples/pull-request docs/annotation.svg [--check]
// --check writes nothing, and ends with status 1 where the picture says something else than the run.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [example, picture, check] = process.argv.slice(2);
const width = 880;
const lineHeight = 22;
/** Characters of a line of text in the note, by the width of the usual system fonts. */
const columns = 118;

const decode = (text) =>
  text
    .replaceAll('%0A', '\n')
    .replaceAll('%0D', '\r')
    .replaceAll('%3A', ':')
    .replaceAll('%2C', ',')
    .replaceAll('%25', '%');
const toXml = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

function readAnnotation(output) {
  const [, list, message] = /^::error ([^:]*)::(.*)$/m.exec(output) ?? [];
  if (list === undefined) throw new Error('the run told no error');
  const properties = Object.fromEntries(list.split(',').map((one) => one.split(/=(.*)/s).map(decode)));
  return { ...properties, line: Number(properties.line), lines: decode(message).split('\n') };
}

function wrap(text) {
  const lines = [''];
  for (const word of text.split(' ')) {
    if (lines.at(-1) !== '' && lines.at(-1).length + 1 + word.length > columns) lines.push('');
    lines.push(`${lines.pop()} ${word}`.trim());
  }
  return lines;
}

const style = `
  text { font: 13px ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; fill: var(--text); white-space: pre }
  .prose { font-family: -apple-system, BlinkMacSystemFont, "Segoe UI", "Noto Sans", Helvetica, Arial, sans-serif }
  .strong { font-weight: 600 } .faint { fill: var(--faint) } .bad { fill: var(--bad) } .new { fill: var(--new) }
  svg { --page: #ffffff; --bar: #f6f8fa; --edge: #d0d7de; --added: #dafbe1; --text: #1f2328; --faint: #59636e; --bad: #d1242f; --new: #1a7f37 }
  @media (prefers-color-scheme: dark) {
    svg { --page: #0d1117; --bar: #151b23; --edge: #3d444d; --added: #12261e; --text: #f0f6fc; --faint: #9198a1; --bad: #f85149; --new: #3fb950 }
  }`;

function draw({ file, line, title, lines }) {
  const [before, after] = ['before', 'after'].map((side) =>
    readFileSync(join(example, side, file), 'utf8').split('\n'),
  );
  const shown = after
    .map((text, at) => ({ text, number: at + 1, isNew: !before.includes(text) }))
    .slice(line - 5, line + 2);
  const parts = [];
  let y = 40;
  const text = (x, content, classes = '') =>
    parts.push(`<text x="${x}" y="${y + 15}"${classes && ` class="${classes}"`}>${toXml(content)}</text>`);
  for (const { text: code, number, isNew } of shown) {
    if (isNew) parts.push(`<rect x="1" y="${y}" width="${width - 2}" height="${lineHeight}" fill="var(--added)"/>`);
    text(44 - 8 * String(number).length, String(number), 'faint');
    if (isNew) text(58, '+', 'new');
    text(74, code);
    y += lineHeight;
    if (number === line) y = drawNote(y);
  }
  const height = y + 8;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${toXml(`${title}. ${lines.join(' ')}`).replaceAll('"', '&quot;')}">`,
    `<style>${style}\n</style>`,
    `<rect x=".5" y=".5" width="${width - 1}" height="${height - 1}" rx="6" fill="var(--page)" stroke="var(--edge)"/>`,
    `<path d="M.5 32V6.5a6 6 0 0 1 6-6h${width - 13}a6 6 0 0 1 6 6V32z" fill="var(--bar)" stroke="var(--edge)"/>`,
    `<text x="16" y="21" class="strong">${toXml(file)}</text>`,
    ...parts,
    '</svg>',
    '',
  ].join('\n');

  function drawNote(top) {
    const texts = lines.flatMap((one) => wrap(one));
    const bottom = top + 12 + (texts.length + 2) * 20 + 18;
    parts.push(
      `<rect x="16.5" y="${top + 6.5}" width="${width - 33}" height="${bottom - top - 13}" rx="6" fill="var(--page)" stroke="var(--edge)"/>`,
      `<rect x="16" y="${top + 6}" width="4" height="${bottom - top - 12}" rx="2" fill="var(--bad)"/>`,
    );
    y = top + 14;
    text(34, '✕', 'bad strong');
    text(54, `Check failure on line ${line} in ${file}`, 'prose');
    y += 20;
    text(54, title, 'prose strong');
    for (const one of texts) {
      y += 20;
      text(54, one, /^(?:https:|gazetteer explain )/.test(one) ? 'prose faint' : 'prose');
    }
    return bottom;
  }
}

const drawn = draw(readAnnotation(readFileSync(0, 'utf8')));
if (check !== '--check') writeFileSync(picture, drawn);
else if (drawn !== readFileSync(picture, 'utf8')) {
  console.error(`${picture} says something else than the run: draw it anew`);
  process.exitCode = 1;
}
